/** The job behind POST /epcis/capture: reads, checks, hashes, stores and logs a document's events. */
import { setImmediate } from 'node:timers/promises';
import { EpcisError } from '../../../../packages/epcis/index.ts';
import { hashLeaf, hex, nodesOver, readHash, rootAt } from '../../../../packages/merkle-log/index.ts';
import type { Tx } from '../../../db/connect.ts';
import { recordAudit } from '../../../kernel/audit/record-audit.ts';
import { AppError } from '../../../kernel/error.ts';
import type { JobKind } from '../../../kernel/jobs/index.ts';
import { appendLogEntry } from '../../../kernel/log/index.ts';
import { type Scope, systemScope } from '../../../kernel/scope/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { EpcisException, invalid, type ProblemBody } from '../problems.ts';
import { type CaptureOf, findKnown, type HashedEvent, hashEvent, insertEvents, keyOf } from '../store-events.ts';
import { BATCH, CAPTURE_ERRORS, CAPTURE_EVENTS, FIRST_BATCH } from './limits.ts';
import { type Judged, judgeDocument, type Syntax } from './read-document.ts';
import { type Behaviour, CAPTURE_JOB } from './receive-capture.ts';
import { storeDocument } from './store-document.ts';

export type Captured = { captured: number; repeated: number; refused: number; errors: ProblemBody[]; root: string };
/** Thrown to undo what was stored; carries what was found out. */
class Refused extends Error {
  readonly outcome: Captured;
  constructor(outcome: Captured) {
    super('the capture is refused');
    this.outcome = outcome;
  }
}

const system = systemScope(CAPTURE_JOB);

/** Begun again after an interruption it does the same: all was written in one transaction, or nothing. */
const ATTEMPTS = 3;
export const captureJob: JobKind<{ id: string }> = {
  kind: CAPTURE_JOB,
  attempts: ATTEMPTS,
  quiet: true,
  run: async ({ services, scope, payload: { id }, progress, attempt, signal }) => {
    const outcome = await captureDocument(services, scope, id, (done) => progress(done)).catch(async (error) => {
      // Nobody waits for ever: what went wrong here for the last time ends the capture, and so does a cancelled job.
      if (attempt >= ATTEMPTS || signal.aborted) await giveUp(services, id);
      throw error;
    });
    const { captured, repeated, refused } = outcome;
    return {
      message: {
        zh: `入库 ${captured}，重复 ${repeated}，拒收 ${refused}`,
        en: `${captured} captured, ${repeated} repeated, ${refused} refused`,
      },
      facts: { captured, repeated, refused },
    };
  },
};

/** Nothing was stored; the document stays, so that it can be looked at. */
async function giveUp({ db, clock }: Services, id: string): Promise<void> {
  const failure = new EpcisException('ImplementationException', {
    zh: '系统内部错误，整批未入库，请重新提交',
    en: 'Something went wrong here: nothing was captured, hand it in again',
  });
  await db.within(system, (tx) =>
    tx
      .updateTable('epcis_capture')
      .set({ running: false, success: false, finished_at: clock.now(), errors: JSON.stringify([failure.body()]) })
      .where('id', '=', id)
      .where('running', '=', true)
      .execute(),
  );
}

export async function captureDocument(
  services: Services,
  scope: Scope,
  id: string,
  progress: (done: number) => Promise<void> = async () => undefined,
): Promise<Captured> {
  const { db, clock } = services;
  const row = await db.within(system, (tx) =>
    tx.selectFrom('epcis_capture').selectAll().where('id', '=', id).executeTakeFirst(),
  );
  if (!row) throw new AppError('not-found', { what: id });
  const { captured, repeated, refused } = row;
  if (!row.running || !row.document)
    return { captured, repeated, refused, errors: row.errors as ProblemBody[], root: row.root?.toString('hex') ?? '' };
  const capture: CaptureOf = {
    id,
    organizationId: row.organization_id,
    regionCode: row.region_code,
    recordTime: clock.now(),
  };
  const behaviour = row.behaviour as Behaviour;
  try {
    return await db.within(scope, async (tx) => {
      const outcome = await storeAll(tx, clock, capture, row.document!, row.media_type as Syntax, behaviour, progress);
      if (behaviour === 'rollback' && outcome.errors.length > 0) throw new Refused(outcome);
      await finish(tx, services, scope, capture, outcome);
      return outcome;
    });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const outcome = { ...error.outcome, captured: 0, repeated: 0, root: '' };
    await db.within(scope, (tx) => finish(tx, services, scope, capture, outcome));
    return outcome;
  }
}

async function storeAll(
  tx: Tx,
  clock: Services['clock'],
  capture: CaptureOf,
  bytes: Uint8Array,
  syntax: Syntax,
  behaviour: Behaviour,
  progress: (done: number) => Promise<void>,
): Promise<Captured> {
  const { document, events } = judgeDocument(bytes, syntax, clock.now());
  const outcome: Captured = { captured: 0, repeated: 0, refused: 0, errors: [], root: '' };
  const digests: string[] = [];
  /** Of this capture, as one document may repeat an event of its own. */
  const seen = new Map<string, string>();
  let batch: HashedEvent[] = [];
  let size = FIRST_BATCH;
  let read = 0;
  const refuse = (body: ProblemBody) => {
    outcome.refused++;
    if (outcome.errors.length < CAPTURE_ERRORS) outcome.errors.push(body);
  };
  /** The database writes a batch while the next one is read. */
  let writing: Promise<void> = Promise.resolve();
  const flush = async () => {
    await writing;
    writing = write(batch);
    // Whoever awaits it hears of its failure; until then it is not unheard.
    writing.catch(() => undefined);
    batch = [];
    size = Math.min(BATCH, 2 * size);
    await progress(read);
  };
  const write = async (events: readonly HashedEvent[]) => {
    const known = await findKnown(tx, events);
    const fresh: HashedEvent[] = [];
    for (const one of events) {
      const key = keyOf(one);
      const before = seen.get(key) ?? known.get(key);
      if (before === undefined) {
        seen.set(key, one.digest);
        fresh.push(one);
      } else if (before === one.digest) outcome.repeated++;
      else refuse(taken(one.id));
    }
    // After a fault the rest is read for its faults only: all of it will be undone.
    if (behaviour === 'proceed' || outcome.errors.length === 0) await insertEvents(tx, capture, fresh, digests.length);
    for (const one of fresh) digests.push(one.digest);
  };
  try {
    for await (const judged of events) {
      if (++read > CAPTURE_EVENTS) {
        refuse(tooMany.body());
        throw new Refused(outcome);
      }
      const fault = faultOf(judged);
      // Reading from memory never waits by itself: others are answered, and the database is heard, in between.
      if (read % 64 === 0) await setImmediate();
      if (fault) refuse(fault);
      else batch.push(hashEvent(judged.read.event, document.ignoreFields));
      if (batch.length >= size) await flush();
    }
    await flush();
    await writing;
    await storeDocument(tx, clock, capture, document);
  } catch (error) {
    await writing.catch(() => undefined);
    if (!(error instanceof EpcisError)) throw error;
    // What cannot be read to its end is no document: nothing of it is taken, whatever was asked for.
    refuse(invalid(error.problem).body());
    throw new Refused(outcome);
  }
  outcome.captured = digests.length;
  outcome.root = rootOf(digests);
  return outcome;
}

function faultOf({ read, problems }: Judged): ProblemBody | undefined {
  const [first] = problems;
  if (!first) return undefined;
  const { detail, ...body } = invalid(first).body();
  const more = problems.slice(1).map((one) => invalid(one).body().detail ?? '');
  return { ...body, instance: body.instance ?? `#${read.index}`, detail: [detail, ...more].join('; ') };
}

const tooMany = new EpcisException('CaptureLimitExceededException', {
  zh: `一次最多 ${CAPTURE_EVENTS} 个事件，请分开提交`,
  en: `A capture has at most ${CAPTURE_EVENTS} events: hand them in apart`,
});

const taken = (id: string): ProblemBody => ({
  type: 'epcisException:ResourceAlreadyExistsException',
  title: '已有同号而内容不同的事件 / An event of this id exists with other content',
  status: 409,
  detail: `eventID ${id}`,
});

/** Root of the tree over the digests of a capture's events, in their order. */
export function rootOf(digests: readonly string[]): string {
  const leaves = digests.map((digest) => hashLeaf(readHash(digest)!));
  return hex(rootAt(leaves.length, nodesOver(leaves)));
}

async function finish(
  tx: Tx,
  { clock }: Services,
  scope: Scope,
  { id, regionCode }: CaptureOf,
  { captured, repeated, refused, errors, root }: Captured,
): Promise<void> {
  await tx
    .updateTable('epcis_capture')
    .set({
      finished_at: clock.now(),
      running: false,
      success: errors.length === 0,
      document: null,
      captured,
      repeated,
      refused,
      errors: JSON.stringify(errors),
      root: captured > 0 ? Buffer.from(root, 'hex') : null,
    })
    .where('id', '=', id)
    .execute();
  if (captured > 0)
    await appendLogEntry(tx, clock, {
      kind: 'epcis.captured',
      subject: `epcis/capture/${id}`,
      statement: { events: captured, root },
    });
  await recordAudit(tx, scope, clock, {
    action: 'trace.capture',
    regionCode,
    object: { kind: 'epcis-capture', id },
    summary: {
      zh: `追溯事件入库：${captured} 条，拒收 ${refused} 条`,
      en: `Captured ${captured} traceability events, refused ${refused}`,
    },
    details: { captured, repeated, refused, root },
  });
}
