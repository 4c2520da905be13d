/** The whole log computed again from its entries and compared with what is kept, signed and shown. */

import type { FormerLog } from '../../../packages/contract/index.ts';
import {
  type Checkpoint,
  emptyRoot,
  equalHashes,
  growTiles,
  type Hash,
  hashChildren,
  hashLeaf,
  judgeNote,
  parseCheckpoint,
  parseKey,
  parseNote,
  TILE_WIDTH,
  type Tile,
  type VerifierKey,
} from '../../../packages/merkle-log/index.ts';
import type { Tx } from '../../db/connect.ts';
import type { Services } from '../services.ts';
import { LOG_SCOPE } from './sequence.ts';
import { readTiles } from './tile-store.ts';

export type LogFault = { zh: string; en: string };
export type LogCheck = { entries: number; tiles: number; checkpoints: number; faults: LogFault[] };

const PART = 64 * TILE_WIDTH;
const MOST_FAULTS = 20;

/** In one snapshot, a part of the entries in memory at a time. `progress` is told how many are done. */
export async function checkLog({ db }: Services, progress?: (done: number, of: number) => void): Promise<LogCheck> {
  return db.within(LOG_SCOPE, async (tx) => {
    const check: LogCheck = { entries: 0, tiles: 0, checkpoints: 0, faults: [] };
    const fault = (zh: string, en: string) => {
      if (check.faults.length < MOST_FAULTS) check.faults.push({ zh, en });
    };
    const state = await tx.selectFrom('log_state').selectAll().executeTakeFirst();
    if (!state) return check;
    const size = Number(state.size);
    const marks = await readMarks(tx, fault);
    const wanted = new Map<number, Hash[]>();
    for (const { size: at, root } of [...marks, { size, root: state.root }])
      wanted.set(at, [...(wanted.get(at) ?? []), root]);
    const range = new Range();
    let parted = false;
    const atMark = () => {
      const wrong = wanted.get(range.size)?.some((root) => !equalHashes(root, range.root()));
      // All that come after the first one differ with it.
      if (wrong && !parted)
        fault(
          `从 ${range.size} 条起，根与签发的不符`,
          `from ${range.size} entries on, the root is not the one that was signed`,
        );
      parted ||= wrong ?? false;
    };
    atMark();
    let edge = new Map<string, Uint8Array>();
    for (let from = 0; from < size; from += PART) {
      const leaves = await readLeaves(tx, from, Math.min(PART, size - from), fault);
      if (leaves === undefined) return check;
      for (const leaf of leaves) {
        range.add(leaf);
        atMark();
      }
      const tiles = growTiles(from, leaves, (level, index) => edge.get(`${level}/${index}`) ?? new Uint8Array());
      edge = new Map([...edge, ...tiles.map((tile) => [`${tile.level}/${tile.index}`, tile.hashes] as const)]);
      for (const [key, hashes] of edge) if (hashes.length === 32 * TILE_WIDTH) edge.delete(key);
      check.tiles += await compareTiles(tx, tiles, fault);
      check.entries += leaves.length;
      progress?.(check.entries, size);
    }
    check.checkpoints = marks.length;
    const beyond = await tx.selectFrom('log_entry').select('index').where('index', '>=', state.size).executeTakeFirst();
    if (beyond) fault(`第 ${beyond.index} 条在日志之外`, `entry ${beyond.index} lies beyond the log`);
    return check;
  });
}

type Fault = (zh: string, en: string) => void;

/** Every checkpoint there is, its signatures checked with the keys of its own log. */
async function readMarks(tx: Tx, fault: Fault): Promise<Checkpoint[]> {
  const state = await tx.selectFrom('log_state').selectAll().executeTakeFirstOrThrow();
  const former = state.former as FormerLog[];
  const keys = new Map<string, VerifierKey[]>([
    ...former.map((log) => [log.origin, log.keys.map(parseKey)] as const),
    [state.origin, state.keys.map(parseKey)],
  ]);
  const carried = new Map(former.map((log) => [log.origin, log.size]));
  const rows = await tx.selectFrom('log_checkpoint').selectAll().orderBy('origin').orderBy('size').execute();
  const marks: Checkpoint[] = [];
  for (const row of rows) {
    const name = `${row.origin} ${row.size}`;
    try {
      const note = parseNote(row.note);
      const mark = parseCheckpoint(note.text);
      const verdicts = await judgeNote(note, keys.get(row.origin) ?? []);
      if (verdicts.length === 0 || verdicts.some((one) => one.verdict !== 'verified'))
        fault(`检查点 ${name} 的签名不成立`, `the signatures of checkpoint ${name} do not hold`);
      if (mark.origin !== row.origin || mark.size !== Number(row.size) || !equalHashes(mark.root, row.root))
        fault(`检查点 ${name} 与其记录不符`, `checkpoint ${name} differs from its row`);
      // What a former log signed beyond the entries that were carried over is not of this one.
      if (mark.size <= (carried.get(mark.origin) ?? Number.POSITIVE_INFINITY)) marks.push(mark);
    } catch (error) {
      fault(`检查点 ${name} 读不出来：${(error as Error).message}`, `checkpoint ${name}: ${(error as Error).message}`);
    }
  }
  return marks;
}

/** Nothing where one is missing: what comes after cannot be compared. */
async function readLeaves(tx: Tx, from: number, count: number, fault: Fault): Promise<Hash[] | undefined> {
  const rows = await tx
    .selectFrom('log_entry')
    .select(['index', 'leaf_hash', 'entry'])
    .where('index', '>=', String(from))
    .where('index', '<', String(from + count))
    .orderBy('index')
    .execute();
  const gap = rows.findIndex((row, i) => Number(row.index) !== from + i);
  if (gap >= 0 || rows.length < count) {
    const missing = from + (gap >= 0 ? gap : rows.length);
    fault(`缺第 ${missing} 条`, `entry ${missing} is missing`);
    return undefined;
  }
  return rows.map((row) => {
    const leaf = hashLeaf(row.entry);
    if (!equalHashes(leaf, row.leaf_hash)) fault(`第 ${row.index} 条被改动`, `entry ${row.index} was changed`);
    return leaf;
  });
}

/** The last part of a growing tile is not kept: a kept tile may only go on where ours ends. */
async function compareTiles(tx: Tx, tiles: readonly Tile[], fault: Fault): Promise<number> {
  const kept = new Map((await readTiles(tx, tiles)).map((tile) => [`${tile.level}/${tile.index}`, tile.hashes]));
  for (const { level, index, hashes } of tiles) {
    const other = kept.get(`${level}/${index}`);
    if (!other || !equalHashes(other.subarray(0, hashes.length), hashes))
      fault(`分片 ${level}/${index} 与条目不符`, `tile ${level}/${index} differs from the entries`);
  }
  return tiles.filter((tile) => tile.hashes.length === 32 * TILE_WIDTH).length;
}

/** The roots of the whole subtrees that a growing tree consists of, largest first. */
class Range {
  size = 0;
  readonly #roots: { level: number; hash: Hash }[] = [];

  add(leaf: Hash): void {
    let top = { level: 0, hash: leaf };
    for (let left = this.#roots.at(-1); left?.level === top.level; left = this.#roots.at(-1)) {
      this.#roots.pop();
      top = { level: top.level + 1, hash: hashChildren(left.hash, top.hash) };
    }
    this.#roots.push(top);
    this.size += 1;
  }

  root(): Hash {
    if (this.size === 0) return emptyRoot();
    return this.#roots.map((part) => part.hash).reduceRight((right, left) => hashChildren(left, right));
  }
}
