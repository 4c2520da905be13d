import { z } from 'zod';
import {
  ApiError,
  ComputeYear,
  Day,
  DayReadings,
  EnvironmentOverview,
  exportQuery,
  ObservationImport,
  ReadingList,
  ReadingQuery,
  ResultDetail,
  StationDetail,
  StationPage,
  StationQuery,
} from '../../../packages/contract/index.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { type App, readUpload, userOf } from '../../kernel/http.ts';
import type { Services } from '../../kernel/services.ts';
import { exportTable } from '../../kernel/tabular/export-table.ts';
import { makeTemplate } from '../../kernel/tabular/import-table.ts';
import { readingColumnsOf, stationColumns } from './exports.ts';
import { getOverview, getResult, getResultDay } from './find-results.ts';
import { findReadings, findStationPage, getStation } from './find-stations.ts';
import { gepRoutes } from './http-gep.ts';
import { enqueueCompute, enqueueReadings } from './import-job.ts';
import { importReadings } from './import-readings.ts';
import { importStations, stationTemplate } from './import-stations.ts';
import { readingColumns } from './reading-file.ts';

export const READING_LIMIT_MB = 256;
const Id = z.object({ id: z.string().max(40) });
const DryRun = z.object({ dryRun: z.enum(['0', '1']).default('0') });
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function environmentRoutes(app: App, services: Services): void {
  gepRoutes(app, services);
  const { db } = services;
  const reads = { permission: 'environment.read' } as const;
  const imports = { permission: 'environment.import' } as const;
  const tags = ['environment'];
  const stationId = (text: string) => {
    if (!/^\d{1,9}$/.test(text)) throw new AppError('not-found', { what: text });
    return Number(text);
  };
  const resultId = (text: string) => {
    if (!z.uuid().safeParse(text).success) throw new AppError('not-found', { what: text });
    return text;
  };

  app.get(
    '/api/environment',
    {
      config: reads,
      schema: {
        tags,
        querystring: z.object({ year: z.coerce.number().int().optional() }),
        response: { 200: EnvironmentOverview },
      },
    },
    (request) => db.within(request.scope, (tx) => getOverview(tx, request.query.year)),
  );
  app.get(
    '/api/environment/stations',
    { config: reads, schema: { tags, querystring: StationQuery, response: { 200: StationPage } } },
    (request) => db.within(request.scope, (tx) => findStationPage(tx, request.query)),
  );
  app.get(
    '/api/environment/stations/export',
    { config: reads, schema: { tags, querystring: StationQuery.extend(exportQuery) } },
    async (request, reply) => {
      const { query } = request;
      const { rows } = await db.within(request.scope, (tx) =>
        findStationPage(tx, { ...query, page: 1, size: 100_000 }),
      );
      reply.header('content-disposition', `attachment; filename="stations-${today(services.clock)}.${query.format}"`);
      const options = {
        language: query.language,
        shown: query.cols?.split(','),
        sheet: { zh: '站点', en: 'Stations' },
      };
      const { bytes, mediaType } = await exportTable(stationColumns, rows, query.format, options);
      return reply.type(mediaType).send(bytes);
    },
  );
  app.get('/api/environment/stations/template', { config: imports, schema: { tags } }, async (_request, reply) => {
    reply.header('content-disposition', 'attachment; filename="stations.xlsx"');
    return reply.type(xlsx).send(Buffer.from(await stationTemplate()));
  });
  app.post(
    '/api/environment/stations/import',
    {
      config: imports,
      schema: {
        tags,
        consumes: ['multipart/form-data'],
        querystring: DryRun,
        response: { 200: ObservationImport, 422: z.union([ObservationImport, ApiError]) },
      },
    },
    async (request, reply) => {
      const upload = await readUpload(request, 20);
      const dryRun = request.query.dryRun === '1';
      const answer = await importStations(services, request.scope, { ...upload, dryRun });
      return reply.status(answer.errors.length > 0 && !dryRun ? 422 : 200).send(answer);
    },
  );
  app.get(
    '/api/environment/stations/:id',
    {
      config: reads,
      schema: {
        tags,
        params: Id,
        querystring: z.object({ item: z.string().max(20).optional() }),
        response: { 200: StationDetail },
      },
    },
    (request) => db.within(request.scope, (tx) => getStation(tx, stationId(request.params.id), request.query.item)),
  );
  const Readings = ReadingQuery.extend({
    page: z.coerce.number().int().min(1).default(1),
    size: z.coerce.number().int().min(1).max(500).default(50),
  });
  app.get(
    '/api/environment/stations/:id/readings',
    { config: reads, schema: { tags, params: Id, querystring: Readings, response: { 200: ReadingList } } },
    (request) => db.within(request.scope, (tx) => findReadings(tx, stationId(request.params.id), request.query)),
  );
  app.get(
    '/api/environment/stations/:id/readings/export',
    { config: reads, schema: { tags, params: Id, querystring: Readings.extend(exportQuery) } },
    async (request, reply) => {
      const id = stationId(request.params.id);
      const { rows } = await db.within(request.scope, (tx) =>
        findReadings(tx, id, { ...request.query, page: 1, size: 100_000 }),
      );
      reply.header('content-disposition', `attachment; filename="readings-${id}.${request.query.format}"`);
      const options = { language: request.query.language, sheet: { zh: '监测数据', en: 'Readings' } };
      const { bytes, mediaType } = await exportTable(readingColumnsOf(), rows, request.query.format, options);
      return reply.type(mediaType).send(bytes);
    },
  );
  app.get('/api/environment/readings/template', { config: imports, schema: { tags } }, async (_request, reply) => {
    const header = Object.values(readingColumns).map(([name]) => ({ header: name, width: 16 }));
    reply.header('content-disposition', 'attachment; filename="readings.xlsx"');
    return reply.type(xlsx).send(Buffer.from(await makeTemplate('监测数据', header, [])));
  });
  app.post(
    '/api/environment/readings/import',
    {
      config: imports,
      schema: {
        tags,
        consumes: ['multipart/form-data'],
        querystring: DryRun,
        response: { 200: ObservationImport, 202: z.object({ jobId: z.string() }) },
      },
    },
    async (request, reply) => {
      const upload = await readUpload(request, READING_LIMIT_MB);
      if (request.query.dryRun === '1')
        return reply.status(200).send(await importReadings(services, request.scope, { ...upload, dryRun: true }));
      return reply.status(202).send({ jobId: await enqueueReadings(services, userOf(request), upload) });
    },
  );
  app.post(
    '/api/environment/compute',
    {
      config: { permission: 'environment.compute' },
      schema: { tags, body: ComputeYear, response: { 202: z.object({ jobId: z.string() }) } },
    },
    async (request, reply) =>
      reply.status(202).send({ jobId: await enqueueCompute(services, userOf(request), request.body) }),
  );
  app.get(
    '/api/environment/results/:id',
    { config: reads, schema: { tags, params: Id, response: { 200: ResultDetail } } },
    (request) => db.within(request.scope, (tx) => getResult(tx, resultId(request.params.id))),
  );
  app.get(
    '/api/environment/results/:id/day',
    {
      config: reads,
      schema: { tags, params: Id, querystring: z.object({ day: Day }), response: { 200: DayReadings } },
    },
    (request) => db.within(request.scope, (tx) => getResultDay(tx, resultId(request.params.id), request.query.day)),
  );
}
