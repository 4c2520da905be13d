import { useQuery } from '@tanstack/react-query';
import type { Dictionary } from '../app/contract.ts';
import { getJson } from '../app/http.ts';
import { usePick } from '../app/i18n.ts';
import { useMay, useSession } from '../app/session.ts';

/** Words of the dictionary that are offered for a field; nothing where the list has none today. */
export function TermChoices({ list, onPick }: { list: string; onPick: (words: string) => void }) {
  const pick = usePick();
  const may = useMay();
  const today = useSession().data?.today;
  const query = useQuery({
    queryKey: ['dictionary', list, today],
    queryFn: () => getJson<Dictionary>('/api/dictionary', { list, asOf: today }),
    enabled: may('dictionary.read') && today !== undefined,
    staleTime: 5 * 60_000,
  });
  const terms = query.data?.lists[0]?.terms ?? [];
  if (terms.length === 0) return null;
  return (
    <div className="row">
      {terms.map((term) => (
        <button key={term.code} type="button" className="btn" onClick={() => onPick(pick(term))}>
          {pick(term)}
        </button>
      ))}
    </div>
  );
}
