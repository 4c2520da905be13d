import { z } from 'zod';
import {
  Answer,
  NewRound,
  NewRun,
  NewScheme,
  PublishRun,
  Recusal,
  RoundDetail,
  RoundList,
  RunComparison,
  RunData,
  RunDetail,
  RunProfile,
  SaveVersion,
  SchemeDetail,
  SchemeList,
  TakeStep,
  VersionDetail,
  WithdrawRun,
} from '../../../packages/contract/index.ts';
import { today } from '../../kernel/clock.ts';
import { type App, userOf } from '../../kernel/http.ts';
import type { Scope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { findIndicators } from '../indicators/index.ts';
import { answerRound, recuseFromRound } from './answer-round.ts';
import { getVersion, saveVersion, stepVersion } from './change-version.ts';
import { applyRound, closeRound } from './close-round.ts';
import { compareRuns } from './compare-runs.ts';
import { createScheme, startVersion } from './create-scheme.ts';
import { exportRun, packageRun } from './export-run.ts';
import { findSchemes, getSchemeDetail } from './find-schemes.ts';
import { getRun, getRunData, getRunProfile } from './get-run.ts';
import { findCandidates, openRound } from './open-round.ts';
import { publishRun, withdrawRun } from './publish-run.ts';
import { findRounds, getRound } from './rounds.ts';
import { startRun } from './run-index.ts';

const Id = z.object({ id: z.string().max(60) });
const Uuid = z.object({ id: z.uuid() });
const read = { permission: 'index.read' } as const;
const edit = { permission: 'index.edit' } as const;
const publish = { permission: 'index.publish' } as const;
const judgeWeights = { permission: 'index.judge' } as const;
const tags = ['index'];

export function indexRoutes(app: App, services: Services): void {
  const { db } = services;
  const version = (scope: Scope, id: string) => db.within(scope, (tx) => getVersion(tx, scope, id));
  const run = (scope: Scope, id: string) => db.within(scope, (tx) => getRun(tx, scope, id));

  app.get('/api/index/schemes', { config: read, schema: { tags, response: { 200: SchemeList } } }, async (request) => ({
    schemes: await db.within(request.scope, (tx) => findSchemes(tx)),
  }));
  app.get(
    '/api/index/schemes/:id',
    { config: read, schema: { tags, params: Id, response: { 200: SchemeDetail } } },
    (request) => db.within(request.scope, (tx) => getSchemeDetail(tx, request.scope, request.params.id)),
  );
  app.post(
    '/api/index/schemes',
    { config: edit, schema: { tags, body: NewScheme, response: { 201: z.object({ versionId: z.string() }) } } },
    async (request, reply) =>
      reply.status(201).send({ versionId: await createScheme(services, userOf(request), request.body) }),
  );
  app.get(
    '/api/index/indicators',
    {
      config: edit,
      schema: {
        tags,
        response: {
          200: z.object({
            indicators: z.array(z.object({ id: z.string(), name: z.string(), nameEn: z.string(), unit: z.string() })),
          }),
        },
      },
    },
    async (request) => ({ indicators: await db.within(request.scope, (tx) => findIndicators(tx)) }),
  );

  app.get(
    '/api/index/candidates',
    {
      config: edit,
      schema: {
        tags,
        response: {
          200: z.object({ people: z.array(z.object({ id: z.string(), name: z.string(), organization: z.string() })) }),
        },
      },
    },
    async (request) => ({
      people: await db.within(request.scope, (tx) =>
        findCandidates(tx, userOf(request).regionCode, today(services.clock)),
      ),
    }),
  );
  app.get(
    '/api/index/versions/:id',
    { config: read, schema: { tags, params: Uuid, response: { 200: VersionDetail } } },
    (request) => version(request.scope, request.params.id),
  );
  app.put(
    '/api/index/versions/:id',
    { config: edit, schema: { tags, params: Uuid, body: SaveVersion, response: { 200: VersionDetail } } },
    async (request) => {
      await saveVersion(services, userOf(request), request.params.id, request.body);
      return version(request.scope, request.params.id);
    },
  );
  app.post(
    '/api/index/versions/:id/steps',
    { config: edit, schema: { tags, params: Uuid, body: TakeStep, response: { 200: VersionDetail } } },
    async (request) => {
      await stepVersion(services, userOf(request), request.params.id, request.body);
      return version(request.scope, request.params.id);
    },
  );
  app.post(
    '/api/index/versions/:id/next',
    { config: edit, schema: { tags, params: Uuid, response: { 201: z.object({ versionId: z.string() }) } } },
    async (request, reply) =>
      reply.status(201).send({ versionId: await startVersion(services, userOf(request), request.params.id) }),
  );
  app.post(
    '/api/index/versions/:id/runs',
    { config: edit, schema: { tags, params: Uuid, body: NewRun, response: { 202: z.object({ jobId: z.string() }) } } },
    async (request, reply) =>
      reply.status(202).send({ jobId: await startRun(services, userOf(request), request.params.id, request.body) }),
  );

  app.get(
    '/api/index/runs/:id',
    { config: read, schema: { tags, params: Uuid, response: { 200: RunDetail } } },
    (request) => run(request.scope, request.params.id),
  );
  app.get(
    '/api/index/runs/:id/profile',
    {
      config: read,
      schema: {
        tags,
        params: Uuid,
        querystring: z.object({ region: z.string().regex(/^\d{6}$/) }),
        response: { 200: RunProfile },
      },
    },
    (request) => db.within(request.scope, (tx) => getRunProfile(tx, request.params.id, request.query.region)),
  );
  app.get(
    '/api/index/runs/:id/comparison',
    {
      config: read,
      schema: { tags, params: Uuid, querystring: z.object({ with: z.uuid() }), response: { 200: RunComparison } },
    },
    (request) => db.within(request.scope, (tx) => compareRuns(tx, request.params.id, request.query.with)),
  );
  app.get(
    '/api/index/runs/:id/data',
    { config: read, schema: { tags, params: Uuid, response: { 200: RunData } } },
    (request) => db.within(request.scope, (tx) => getRunData(tx, request.params.id)),
  );
  app.get(
    '/api/index/runs/:id/table',
    {
      config: read,
      schema: {
        tags,
        params: Uuid,
        querystring: z.object({
          format: z.enum(['xlsx', 'csv']).default('xlsx'),
          language: z.enum(['zh', 'en']).default('zh'),
        }),
      },
    },
    async (request, reply) => {
      const { format, language } = request.query;
      const { bytes, mediaType } = await db.within(request.scope, (tx) =>
        exportRun(tx, request.params.id, format, language),
      );
      reply.header('content-disposition', `attachment; filename="index-ranking.${format}"`);
      return reply.type(mediaType).send(bytes);
    },
  );
  app.get('/api/index/runs/:id/package', { config: read, schema: { tags, params: Uuid } }, async (request, reply) => {
    const { bytes, fileName } = await db.within(request.scope, (tx) => packageRun(tx, request.params.id));
    reply.header('content-disposition', `attachment; filename="${fileName}"`);
    return reply.type('application/zip').send(bytes);
  });
  app.post(
    '/api/index/runs/:id/publish',
    { config: publish, schema: { tags, params: Uuid, body: PublishRun, response: { 200: RunDetail } } },
    async (request) => {
      await publishRun(services, userOf(request), request.params.id, request.body.note);
      return run(request.scope, request.params.id);
    },
  );
  app.post(
    '/api/index/runs/:id/withdraw',
    { config: publish, schema: { tags, params: Uuid, body: WithdrawRun, response: { 200: RunDetail } } },
    async (request) => {
      await withdrawRun(services, userOf(request), request.params.id, request.body.reason);
      return run(request.scope, request.params.id);
    },
  );

  const round = (request: { scope: Scope; params: { id: string } }) =>
    db.within(request.scope, (tx) => getRound(tx, userOf(request as never), request.params.id));
  app.get(
    '/api/index/rounds',
    {
      config: judgeWeights,
      schema: { tags, querystring: z.object({ version: z.uuid().optional() }), response: { 200: RoundList } },
    },
    async (request) => ({
      rounds: await db.within(request.scope, (tx) => findRounds(tx, userOf(request), request.query)),
    }),
  );
  app.post(
    '/api/index/versions/:id/rounds',
    { config: edit, schema: { tags, params: Uuid, body: NewRound, response: { 201: z.object({ id: z.string() }) } } },
    async (request, reply) =>
      reply.status(201).send({ id: await openRound(services, userOf(request), request.params.id, request.body) }),
  );
  app.get(
    '/api/index/rounds/:id',
    { config: judgeWeights, schema: { tags, params: Uuid, response: { 200: RoundDetail } } },
    (request) => round(request),
  );
  app.put(
    '/api/index/rounds/:id/answer',
    { config: judgeWeights, schema: { tags, params: Uuid, body: Answer, response: { 200: RoundDetail } } },
    async (request) => {
      await answerRound(services, userOf(request), request.params.id, request.body);
      return round(request);
    },
  );
  app.post(
    '/api/index/rounds/:id/recusal',
    { config: judgeWeights, schema: { tags, params: Uuid, body: Recusal, response: { 200: RoundDetail } } },
    async (request) => {
      await recuseFromRound(services, userOf(request), request.params.id, request.body.reason);
      return round(request);
    },
  );
  app.post(
    '/api/index/rounds/:id/close',
    { config: edit, schema: { tags, params: Uuid, response: { 200: RoundDetail } } },
    async (request) => {
      await closeRound(services, userOf(request), request.params.id);
      return round(request);
    },
  );
  app.post(
    '/api/index/rounds/:id/apply',
    { config: edit, schema: { tags, params: Uuid, response: { 200: RoundDetail } } },
    async (request) => {
      await applyRound(services, userOf(request), request.params.id);
      return round(request);
    },
  );
}
