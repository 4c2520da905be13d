/** Reading the log. All of it may be read by anybody; nothing is shown that the newest checkpoint does not cover. */
import { sql } from 'kysely';
import type {
  FormerLog,
  LogCheckpoint,
  LogEntryRow,
  LogPage,
  LogProof,
  LogView,
} from '../../../packages/contract/index.ts';
import {
  encodeBundle,
  encodeReceipt,
  HASH_BYTES,
  hex,
  inclusionProof,
  readEntry,
  TILE_WIDTH,
  type TileName,
  widthAt,
} from '../../../packages/merkle-log/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../error.ts';
import { escapeLike } from '../escape-like.ts';
import { readTiles, type TileCache, withNodes } from './tile-store.ts';

type Newest = { size: number; note: string; root: Buffer; at: Date };

/** The newest checkpoint of the log as it goes on now. */
export async function findCheckpoint(tx: Tx): Promise<Newest | undefined> {
  const [newest] = await findCheckpoints(tx, 1);
  return newest;
}

async function findCheckpoints(tx: Tx, limit: number): Promise<Newest[]> {
  const rows = await tx
    .selectFrom('log_checkpoint')
    .innerJoin('log_state', 'log_state.origin', 'log_checkpoint.origin')
    .select(['log_checkpoint.size', 'log_checkpoint.note', 'log_checkpoint.root', 'log_checkpoint.at'])
    .orderBy('log_checkpoint.size', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, size: Number(row.size) }));
}

export async function getLog(tx: Tx): Promise<LogView> {
  const state = await tx.selectFrom('log_state').selectAll().executeTakeFirst();
  const checkpoints = await findCheckpoints(tx, 10);
  const { n } = await tx
    .selectFrom('log_pending')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();
  return {
    origin: state?.origin ?? null,
    size: checkpoints[0]?.size ?? 0,
    waiting: Number(n),
    keys: state?.keys ?? [],
    former: (state?.former ?? []) as FormerLog[],
    checkpoints: checkpoints.map(toCheckpoint),
    startedAt: state?.started_at.toISOString() ?? null,
    trouble: state?.trouble ? { code: state.trouble, at: state.trouble_at!.toISOString() } : null,
  };
}

const toCheckpoint = ({ size, root, at, note }: Newest): LogCheckpoint => ({
  size,
  root: root.toString('base64'),
  at: at.toISOString(),
  note,
});

/** A hash tile or a bundle of entries. @throws AppError not-found where the newest checkpoint has none */
export async function getTile(tx: Tx, name: TileName): Promise<Uint8Array> {
  const { level, index, width } = name;
  const size = (await findCheckpoint(tx))?.size ?? 0;
  const missing = () => new AppError('not-found', { what: `tile ${level}/${index}` });
  if (width > widthAt(level === 'entries' ? 0 : level, index, size)) throw missing();
  if (level !== 'entries') {
    const [tile] = await readTiles(tx, [{ level, index }]);
    if (!tile) throw missing();
    return tile.hashes.subarray(0, width * HASH_BYTES);
  }
  const from = index * TILE_WIDTH;
  const rows = await tx
    .selectFrom('log_entry')
    .select('entry')
    .where('index', '>=', String(from))
    .where('index', '<', String(from + width))
    .orderBy('index')
    .execute();
  return encodeBundle(rows.map((row) => row.entry));
}

/**
 * A receipt under the newest checkpoint, by the number of an entry or the hash of its leaf in hexadecimal digits.
 * @throws AppError not-found, log.waiting
 */
export async function getReceipt(
  tx: Tx,
  wanted: number | string,
  cache?: TileCache,
): Promise<{ index: number; receipt: string }> {
  const row = await tx
    .selectFrom('log_entry')
    .select(['index', 'entry'])
    .where((eb) =>
      typeof wanted === 'number' ? eb('index', '=', String(wanted)) : eb('leaf_hash', '=', Buffer.from(wanted, 'hex')),
    )
    .orderBy('index')
    .limit(1)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: String(wanted) });
  const index = Number(row.index);
  const newest = await findCheckpoint(tx);
  if (!newest || newest.size <= index) throw new AppError('log.waiting', { index });
  const proof = await withNodes(tx, newest.size, (nodeAt) => inclusionProof(index, newest.size, nodeAt), cache);
  return { index, receipt: encodeReceipt({ entry: row.entry, index, proof, note: newest.note }) };
}

export type EntryFilter = {
  subject?: string | undefined;
  kind?: string | undefined;
  before?: number | undefined;
  size: number;
};

/** Newest first. */
export async function findEntries(tx: Tx, filter: EntryFilter): Promise<LogPage> {
  const newest = (await findCheckpoint(tx))?.size ?? 0;
  let select = tx.selectFrom('log_entry').select(['index', 'at', 'kind', 'subject', 'leaf_hash', 'entry']);
  select = select.where('index', '<', String(Math.min(newest, filter.before ?? newest)));
  if (filter.kind) select = select.where('kind', '=', filter.kind);
  if (filter.subject) select = select.where('subject', 'like', `${escapeLike(filter.subject)}%`);
  const rows = await select
    .orderBy('index', 'desc')
    .limit(filter.size + 1)
    .execute();
  return { entries: rows.slice(0, filter.size).map(toEntry), more: rows.length > filter.size };
}

type EntryRow = { index: string; at: Date; kind: string; subject: string; leaf_hash: Buffer; entry: Buffer };

const toEntry = (row: EntryRow): LogEntryRow => ({
  index: Number(row.index),
  at: row.at.toISOString(),
  kind: row.kind,
  subject: row.subject,
  leafHash: hex(row.leaf_hash),
  statement: (readEntry(row.entry)?.statement ?? {}) as LogEntryRow['statement'],
});

const SHOWN = 20;

/**
 * What the log says of a subject. Whoever may open what was sealed asks by the true name of the object and finds the
 * sealed entries too: row-level security decides.
 */
export async function findProof(tx: Tx, asked: { kind?: string | undefined; subject: string }): Promise<LogProof> {
  const newest = (await findCheckpoint(tx))?.size ?? 0;
  const opened = await tx
    .selectFrom('log_opening')
    .select('subject')
    .where('object', '=', asked.subject)
    .limit(SHOWN)
    .execute();
  const subjects = [asked.subject, ...opened.map((row) => row.subject)];
  const rows = await tx
    .selectFrom('log_entry')
    .select(['index', 'at', 'kind', 'subject', 'leaf_hash', 'entry'])
    .where('subject', 'in', subjects)
    .$if(asked.kind !== undefined, (select) => select.where('kind', '=', asked.kind!))
    .orderBy('index', 'desc')
    .limit(SHOWN)
    .execute();
  const pending = await tx
    .selectFrom('log_pending')
    .select(['at', 'kind'])
    .where('subject', 'in', subjects)
    .$if(asked.kind !== undefined, (select) => select.where('kind', '=', asked.kind!))
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .execute();
  const state = await tx.selectFrom('log_state').select('trouble').executeTakeFirst();
  const covered = rows.filter((row) => Number(row.index) < newest);
  // Numbered, and not signed yet: that is waiting, too.
  const waiting = [...pending, ...rows.filter((row) => Number(row.index) >= newest)];
  return {
    entries: covered.map(toEntry),
    waiting: waiting.map((row) => ({ at: row.at.toISOString(), kind: row.kind })),
    trouble: state?.trouble ?? null,
  };
}

/** Everything under a lock that the sequencer takes too: for programs that must have the log to themselves. */
export async function holdLog(tx: Tx, lock: number): Promise<void> {
  const { rows } = await sql<{ held: boolean }>`select pg_try_advisory_xact_lock(${lock}) as held`.execute(tx);
  if (!rows[0]?.held) throw new AppError('log.busy');
}
