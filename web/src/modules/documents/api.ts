import type { DocumentDetail, DocumentList, DocumentRow } from '../../app/contract.ts';
import { getJson, sendForm, sendJson } from '../../app/http.ts';
import type { Search } from '../../app/search.ts';

export const documentsQuery = {
  queryKey: ['documents'] as const,
  queryFn: () => getJson<DocumentList>('/api/documents'),
};

/** The filter of the list as it stands in the address; the same goes to the file. */
export const filterOf = ({ q, sort, order }: Search) => ({ q, sort, order });

export const documentListQuery = (params: Record<string, string | undefined>) => ({
  queryKey: ['documents', 'list', params] as const,
  queryFn: async () => {
    const { total, documents } = await getJson<DocumentList>('/api/documents', params);
    return { total, rows: documents };
  },
});

export const documentQuery = (id: string) => ({
  queryKey: ['document', id] as const,
  queryFn: () => getJson<DocumentDetail>(`/api/documents/${encodeURIComponent(id)}`),
  staleTime: 10 * 60_000,
});

export function importDocument(input: {
  file: File;
  region: string;
  restricted: boolean;
  force?: boolean;
}): Promise<DocumentRow> {
  const form = new FormData();
  form.set('region', input.region);
  if (input.restricted) form.set('visibility', 'restricted');
  if (input.force) form.set('force', '1');
  // Last, so that a server that reads the stream knows the fields before the file comes.
  form.set('file', input.file);
  return sendForm<DocumentRow>('/api/documents', form);
}

export const removeDocument = (id: string) => sendJson<null>('DELETE', `/api/documents/${encodeURIComponent(id)}`);
export const fileAddress = (id: string) => `/api/documents/${encodeURIComponent(id)}/file`;
