/**
 * Entries get their numbers. One at a time, whoever holds the lock; in one transaction the batch, its tiles and the new
 * size. Only what is committed is signed, and the signed checkpoint is on the disk beside the keys before anybody is
 * shown it: so no crash and no restored database can make these keys sign two histories.
 */
import { sql } from 'kysely';
import {
  emptyRoot,
  encodeCheckpoint,
  equalHashes,
  growTiles,
  rootAt,
  signNote,
  TILE_WIDTH,
} from '../../../packages/merkle-log/index.ts';
import type { Tx } from '../../db/connect.ts';
import type { Clock } from '../clock.ts';
import { AppError } from '../error.ts';
import { systemScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import { type LogKeys, readLastCheckpoint, writeLastCheckpoint } from './keys.ts';
import { readTiles, withNodes, writeTiles } from './tile-store.ts';

export const LOG_LOCK = 7_310_004;
export const LOG_SCOPE = systemScope('log');
/** Entries a transaction: large enough that its own cost does not count, small enough to be over soon. */
const BATCH = 8_192;

export type State = { origin: string; size: number; root: Uint8Array; keys: readonly string[] };

export async function findState(tx: Tx): Promise<State | undefined> {
  const row = await tx.selectFrom('log_state').select(['origin', 'size', 'root', 'keys']).executeTakeFirst();
  return row && { ...row, size: Number(row.size) };
}

/** The log of these keys begins, unless there is one. */
export async function beginLog(tx: Tx, clock: Clock, keys: LogKeys): Promise<void> {
  await tx
    .insertInto('log_state')
    .values({
      origin: keys.origin,
      size: '0',
      root: Buffer.from(emptyRoot()),
      keys: [...keys.public],
      started_at: clock.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Signs what is committed, gives numbers to what waits, and signs that too. Returns how many got one; undefined when
 * another program is at it. `goOn` is asked after each batch. @throws AppError log.key-missing, log.other-key, log.behind, log.forked
 */
export async function sequence(
  services: Services,
  keys: LogKeys,
  batch = BATCH,
  goOn: () => boolean = () => true,
): Promise<number | undefined> {
  let count = 0;
  for (;;) {
    const taken = await cycle(services, keys, batch);
    if (taken === undefined) return count || undefined;
    count += taken;
    if (taken > 0 && taken < batch) await cycle(services, keys, 0);
    if (taken < batch || !goOn()) return count;
  }
}

function cycle({ db, clock }: Services, keys: LogKeys, batch: number): Promise<number | undefined> {
  return db.within(LOG_SCOPE, async (tx) => {
    const { rows } = await sql<{ held: boolean }>`select pg_try_advisory_xact_lock(${LOG_LOCK}) as held`.execute(tx);
    if (!rows[0]?.held) return undefined;
    const state = await getSoundState(tx, keys);
    await publish(tx, clock, keys, state);
    return batch > 0 ? take(tx, state, batch) : 0;
  });
}

/** The log as the database has it, if the keys may go on with it. */
export async function getSoundState(tx: Tx, keys: LogKeys): Promise<State> {
  const state = await findState(tx);
  if (!state) throw new AppError('log.key-missing', { folder: keys.folder });
  if (state.origin !== keys.origin || [...state.keys].sort().join() !== [...keys.public].sort().join())
    throw new AppError('log.other-key', { origin: state.origin, folder: keys.folder });
  const last = readLastCheckpoint(keys)?.checkpoint;
  if (last && last.size > state.size) throw new AppError('log.behind', { signed: last.size, size: state.size });
  // One answer for both: the root of today and that of the last signature come from the same tiles.
  const roots = await withNodes(tx, state.size, (nodeAt) => [
    rootAt(state.size, nodeAt),
    rootAt(last?.size ?? 0, nodeAt),
  ]).catch((error: unknown) => {
    throw error instanceof RangeError ? new AppError('log.forked', { size: state.size }, { cause: error }) : error;
  });
  if (!equalHashes(roots[0]!, state.root)) throw new AppError('log.forked', { size: state.size });
  if (last && !equalHashes(roots[1]!, last.root)) throw new AppError('log.forked', { size: last.size });
  return state;
}

async function publish(tx: Tx, clock: Clock, keys: LogKeys, { origin, size, root }: State): Promise<void> {
  const known = await tx
    .selectFrom('log_checkpoint')
    .select('size')
    .where('origin', '=', origin)
    .where('size', '=', String(size))
    .executeTakeFirst();
  if (known) return;
  const note = signNote(encodeCheckpoint({ origin, size, root }), keys.signers);
  writeLastCheckpoint(keys, note);
  await tx
    .insertInto('log_checkpoint')
    .values({ origin, size: String(size), root: Buffer.from(root), note, at: clock.now() })
    .execute();
}

async function take(tx: Tx, { size }: State, batch: number): Promise<number> {
  const { rows } = await sql<{ index: string; leaf_hash: Buffer }>`
    with taken as (
      delete from log_pending where id in (select id from log_pending order by id limit ${batch}) returning *
    )
    insert into log_entry (index, leaf_hash, at, kind, subject, entry)
    select ${size}::bigint + row_number() over (order by id) - 1, sha256('\\x00'::bytea || entry), at, kind, subject, entry
    from taken order by id
    returning index, leaf_hash`.execute(tx);
  if (rows.length === 0) return 0;
  const leaves = rows.sort((a, b) => Number(a.index) - Number(b.index)).map((row) => new Uint8Array(row.leaf_hash));
  const grown = size + leaves.length;
  const edge = new Map((await readTiles(tx, partialTiles(size))).map((tile) => [`${tile.level}/${tile.index}`, tile]));
  const tiles = growTiles(size, leaves, (level, index) => {
    const tile = edge.get(`${level}/${index}`);
    if (!tile) throw new AppError('log.forked', { size });
    return tile.hashes;
  });
  await writeTiles(tx, tiles);
  const root = await withNodes(tx, grown, (nodeAt) => rootAt(grown, nodeAt));
  await tx
    .updateTable('log_state')
    .set({ size: String(grown), root: Buffer.from(root) })
    .execute();
  return leaves.length;
}

/** Tiles of a tree that are not full: at most one a level. */
function partialTiles(size: number): { level: number; index: number }[] {
  const tiles: { level: number; index: number }[] = [];
  for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / TILE_WIDTH))
    if (hashes % TILE_WIDTH > 0) tiles.push({ level, index: Math.floor(hashes / TILE_WIDTH) });
  return tiles;
}
