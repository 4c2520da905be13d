import { z } from 'zod';
import {
  DocumentDetail,
  DocumentList,
  DocumentQuery,
  DocumentRow,
  exportQuery,
  RegionCode,
} from '../../../packages/contract/index.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { type App, readUpload, userOf } from '../../kernel/http.ts';
import type { Services } from '../../kernel/services.ts';
import { pageOf } from '../../kernel/tabular/choose-rows.ts';
import { sendTable } from '../../kernel/tabular/send-table.ts';
import { chooseDocuments } from './choose-lists.ts';
import { documentColumns } from './export-lists.ts';
import { findDocuments, getDocument } from './find-documents.ts';
import { findPlanNames } from './find-plans.ts';
import { getDocumentFile } from './get-document-file.ts';
import { importDocument } from './import-document.ts';
import { DOCUMENT_LIMIT_MB } from './read-document.ts';
import { removeDocument } from './remove-document.ts';

const Uuid = z.object({ id: z.uuid() });

export function documentRoutes(app: App, services: Services): void {
  const { db, clock } = services;
  const reads = { permission: 'document.read' } as const;
  app.get(
    '/api/documents',
    {
      config: reads,
      schema: { tags: ['documents'], querystring: DocumentQuery, response: { 200: DocumentList } },
    },
    async ({ scope, query }) => {
      const documents = chooseDocuments(await db.within(scope, findDocuments), query);
      return { total: documents.length, documents: pageOf(documents, query) };
    },
  );
  app.get(
    '/api/documents/export',
    { config: reads, schema: { tags: ['documents'], querystring: DocumentQuery.extend(exportQuery) } },
    async ({ scope, query }, reply) => {
      const { rows, names } = await db.within(scope, async (tx) => ({
        rows: chooseDocuments(await findDocuments(tx), query),
        names: await findPlanNames(tx),
      }));
      return sendTable(reply, documentColumns(names), rows, query, {
        file: `documents-${today(clock)}`,
        sheet: { zh: '文件', en: 'Documents' },
      });
    },
  );
  app.get(
    '/api/documents/:id',
    { config: reads, schema: { tags: ['documents'], params: Uuid, response: { 200: DocumentDetail } } },
    (request) => db.within(request.scope, (tx) => getDocument(tx, request.params.id)),
  );
  app.get(
    '/api/documents/:id/file',
    { config: reads, schema: { tags: ['documents'], params: Uuid } },
    async (request, reply) => {
      const file = await getDocumentFile(services, request.scope, request.params.id);
      // Never shown inline: an uploaded HTML page must not run as a page of ours.
      reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
      return reply.type('application/octet-stream').send(file.bytes);
    },
  );
  app.post(
    '/api/documents',
    {
      config: { permission: 'document.import' },
      schema: { tags: ['documents'], consumes: ['multipart/form-data'], response: { 201: DocumentRow } },
    },
    async (request, reply) => {
      const user = userOf(request);
      const upload = await readUpload(request, DOCUMENT_LIMIT_MB);
      const regionCode = upload.fields.region ?? user.regionCode;
      if (!RegionCode.safeParse(regionCode).success)
        throw new AppError('input.invalid', { field: 'region', problem: regionCode });
      const visibility = upload.fields.visibility === 'restricted' ? 'restricted' : 'internal';
      const row = await importDocument(services, user, {
        fileName: upload.name,
        bytes: upload.bytes,
        regionCode,
        visibility,
      });
      return reply.status(201).send(row);
    },
  );
  app.delete(
    '/api/documents/:id',
    {
      config: { permission: 'document.remove' },
      schema: { tags: ['documents'], params: Uuid, response: { 204: z.null() } },
    },
    async (request, reply) => {
      await removeDocument(services, request.scope, request.params.id);
      return reply.status(204).send(null);
    },
  );
}
