/** A reform: organizations end on a day, and each one's duties go on with a successor. */
import { sql } from 'kysely';
import type { Moved, Reform, ReformAnswer } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { dateOf, dayNumber } from '../calendar/index.ts';
import { type Clock, today } from '../clock.ts';
import { AppError } from '../error.ts';
import { notify } from '../notify/index.ts';
import { authorize, type Scope, systemScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import { findHeirs } from './find-heirs.ts';
import { addOrganization } from './save-organization.ts';
import { indexOrganizations } from './search-entries.ts';

/** How a part of the program moves what it has given to an organization. Returns how many things moved. */
export type ReformMover = {
  zh: string;
  en: string;
  move: (tx: Tx, scope: Scope, clock: Clock, move: { from: string; to: string; day: string }) => Promise<number>;
};

const REFORM = 7_310_004;

/** Undoes a dry run: the same steps as in earnest, and then nothing was. */
class Undo extends Error {
  readonly answer: ReformAnswer;
  constructor(answer: ReformAnswer) {
    super('dry run');
    this.answer = answer;
  }
}

/**
 * Throws `reform.move` with the reason, `reform.circle`, `scope.outside`, and what `addOrganization` throws. One reform
 * at a time: a second one that ends the same organization is told that it has ended.
 */
export async function reformOrganizations(
  { db, clock }: Services,
  scope: Scope,
  wish: Reform,
  movers: readonly ReformMover[],
): Promise<ReformAnswer> {
  authorize(scope, 'organization.manage');
  try {
    // What is moved may lie in any region; who may end and found what is asked for each organization below.
    return await db.within(systemScope('reform'), async (tx) => {
      await sql`select pg_advisory_xact_lock(${REFORM})`.execute(tx);
      const answer = await run(tx, scope, clock, wish, movers);
      if (wish.dryRun) throw new Undo(answer);
      return answer;
    });
  } catch (error) {
    if (error instanceof Undo) return error.answer;
    throw error;
  }
}

type Row = Awaited<ReturnType<typeof getRow>>;

async function getRow(tx: Tx, id: string) {
  const row = await tx.selectFrom('organization').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: id });
  return row;
}

const refuse = (row: Row, zh: string, en: string) =>
  new AppError('reform.move', { name: { zh: row.name, en: row.name_en || row.name }, reason: { zh, en } });

async function run(
  tx: Tx,
  scope: Scope,
  clock: Clock,
  wish: Reform,
  movers: readonly ReformMover[],
): Promise<ReformAnswer> {
  const { day } = wish;
  const before = dateOf(dayNumber(day) - 1);
  await refuseCircles(tx, wish);
  const predecessors = await Promise.all(wish.moves.map(({ from }) => getPredecessor(tx, scope, from, day)));
  const founded = new Map<string, string>();
  for (const { key, ...input } of wish.founded)
    founded.set(key, await addOrganization(tx, scope, clock, { ...input, validFrom: day, validTo: null }));
  const idOf = (reference: string) => founded.get(reference) ?? reference;

  const moves: ReformAnswer['moves'] = [];
  for (const [index, move] of wish.moves.entries()) {
    const from = predecessors[index]!;
    const to = await getSuccessor(tx, scope, idOf(move.to), from, day);
    const also: string[] = [];
    for (const other of move.also) also.push((await getSuccessor(tx, scope, idOf(other), from, day)).id);
    await tx
      .updateTable('organization')
      .set({ valid_to: before, successors: [...new Set([to.id, ...also])], edited_at: clock.now() })
      .where('id', '=', from.id)
      .execute();
    await indexOrganizations(tx, [from.id]);
    const moved: Moved[] = [];
    for (const { zh, en, move: run } of movers)
      moved.push({ zh, en, count: await run(tx, scope, clock, { from: from.id, to: to.id, day }) });
    await tell(tx, scope, clock, wish, from, to, moved);
    moves.push({
      from: { id: from.id, name: from.name, nameEn: from.name_en },
      to: { id: to.id, name: to.name, nameEn: to.name_en, founded: founded.has(move.to) },
      also,
      moved,
    });
  }
  return { dryRun: wish.dryRun, day, moves, warnings: warningsOf(day, today(clock)) };
}

/** A name on both sides, or twice on the left: A to B to A, A to itself. */
async function refuseCircles(tx: Tx, { moves, founded }: Reform): Promise<void> {
  const next = new Map<string, string[]>();
  for (const { from, to, also } of moves) {
    if (next.has(from))
      throw new AppError('reform.circle', {
        line: await lineOf(tx, founded, [from, to], [from, next.get(from)![0]!]),
      });
    next.set(from, [to, ...also]);
  }
  for (const [from, targets] of next) {
    const line = targets.find((to) => to === from || next.has(to));
    if (line !== undefined)
      throw new AppError('reform.circle', { line: await lineOf(tx, founded, [from, line, next.get(line)![0]!]) });
  }
}

/** Names for people, in place of ids: `A → B, A → C`. */
async function lineOf(tx: Tx, founded: Reform['founded'], ...paths: string[][]): Promise<{ zh: string; en: string }> {
  const names = new Map(founded.map((one) => [one.key, { zh: one.name, en: one.nameEn || one.name }]));
  const ids = paths.flat().filter((id) => !names.has(id));
  const query = tx.selectFrom('organization').select(['id', 'name', 'name_en']).where('id', 'in', ids);
  const rows = ids.length === 0 ? [] : await query.execute();
  for (const row of rows) names.set(row.id, { zh: row.name, en: row.name_en || row.name });
  const say = (language: 'zh' | 'en') =>
    paths.map((path) => path.map((id) => names.get(id)?.[language] ?? id).join(' → ')).join(', ');
  return { zh: say('zh'), en: say('en') };
}

async function getPredecessor(tx: Tx, scope: Scope, id: string, day: string): Promise<Row> {
  const row = await getRow(tx, id);
  authorize(scope, 'organization.manage', row.region_code);
  if (row.kind === 'group') throw refuse(row, '统称不能改革', 'a collective name cannot be reformed');
  if (row.valid_to !== null)
    throw refuse(row, `已于 ${row.valid_to} 终止，可能刚由他人办理`, `it ended on ${row.valid_to}, perhaps just now`);
  if (row.valid_from !== null && row.valid_from >= day)
    throw refuse(
      row,
      `${row.valid_from} 才成立，不早于改革日`,
      `it begins on ${row.valid_from}, not before the reform`,
    );
  return row;
}

async function getSuccessor(tx: Tx, scope: Scope, id: string, from: Row, day: string): Promise<Row> {
  const row = await getRow(tx, id);
  authorize(scope, 'organization.manage', row.region_code);
  if (row.kind === 'group') throw refuse(row, '统称不能接续职责', 'a collective name takes no duties over');
  if (row.valid_to !== null && row.valid_to < day)
    throw refuse(row, `在 ${row.valid_to} 已终止，不能接续`, `it ended on ${row.valid_to} and takes nothing over`);
  if (row.valid_from !== null && row.valid_from > day)
    throw refuse(row, `${row.valid_from} 才成立，晚于改革日`, `it begins on ${row.valid_from}, after the reform`);
  const ends = row.valid_to === null ? [] : await findHeirs(tx, id, '9999-12-31');
  if (ends.includes(from.id))
    throw new AppError('reform.circle', { line: `${from.name} → ${row.name} → ${from.name}` });
  return row;
}

async function tell(
  tx: Tx,
  scope: Scope,
  clock: Clock,
  wish: Reform,
  from: Row,
  to: Row,
  moved: Moved[],
): Promise<void> {
  const zh = `机构改革：${from.name} 自 ${wish.day} 起由 ${to.name} 接续`;
  const en = `Reform: ${to.name_en || to.name} takes over from ${from.name_en || from.name} on ${wish.day}`;
  await recordAudit(tx, scope, clock, {
    action: 'organization.reform',
    regionCode: from.region_code,
    object: { kind: 'organization', id: from.id },
    summary: { zh, en },
    details: {
      day: wish.day,
      to: to.id,
      reason: wish.reason,
      moved: Object.fromEntries(moved.map((one) => [one.en, one.count])),
    },
  });
  await notify(tx, scope, clock, {
    kind: 'organization.reform',
    organizations: [from.id, to.id],
    title: { zh, en },
    link: `/organizations/${to.id}`,
    object: { kind: 'organization', id: from.id },
  });
}

function warningsOf(day: string, now: string): ReformAnswer['warnings'] {
  if (day < now)
    return [
      {
        zh: `改革日 ${day} 已经过去：其后以原机构名义办过的事项保留原样，未办结的转给接续机构`,
        en: `The day ${day} has passed: what was done since in the old name stays, what is open goes to the successor`,
      },
    ];
  if (day > now)
    return [
      {
        zh: `改革日 ${day} 尚未到：机构在此之前继续存在，未办结的事项现在就按该日登记移交`,
        en: `The day ${day} lies ahead: organizations go on until then, open things are entered to move on that day`,
      },
    ];
  return [];
}
