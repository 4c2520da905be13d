/** Hashes of the tree, read from the tiles that the database keeps. */
import { sql } from 'kysely';
import {
  HASH_BYTES,
  type NodeAt,
  nodesInTiles,
  nodesOfTile,
  TILE_WIDTH,
  type Tile,
  tilesFor,
  widthAt,
} from '../../../packages/merkle-log/index.ts';
import type { Tx } from '../../db/connect.ts';

type TileAt = { level: number; index: number };
const keyOf = ({ level, index }: TileAt) => `${level}/${index}`;

/** Full tiles never change: what was computed of them is kept, the least used dropped first. */
export class TileCache {
  readonly #nodes = new Map<string, NodeAt>();
  readonly #most: number;

  constructor(most = 512) {
    this.#most = most;
  }

  get(tile: TileAt): NodeAt | undefined {
    const key = keyOf(tile);
    const nodes = this.#nodes.get(key);
    if (!nodes) return undefined;
    this.#nodes.delete(key);
    this.#nodes.set(key, nodes);
    return nodes;
  }

  keep(tile: TileAt, nodes: NodeAt): void {
    this.#nodes.set(keyOf(tile), nodes);
    if (this.#nodes.size > this.#most) this.#nodes.delete(this.#nodes.keys().next().value!);
  }
}

/** Does some work with the tree of `size`; asks the database once for the tiles that it needs. */
export async function withNodes<T>(
  tx: Tx,
  size: number,
  work: (nodeAt: NodeAt) => T,
  cache = new TileCache(),
): Promise<T> {
  const found = new Map<string, NodeAt>();
  const missing = tilesFor(work).filter((tile) => {
    const nodes = cache.get(tile);
    if (nodes) found.set(keyOf(tile), nodes);
    return !nodes;
  });
  for (const tile of await readTiles(tx, missing)) {
    const width = widthAt(tile.level, tile.index, size);
    const nodes = nodesOfTile(tile.hashes.subarray(0, width * HASH_BYTES));
    if (width === TILE_WIDTH) cache.keep(tile, nodes);
    found.set(keyOf(tile), nodes);
  }
  return work(
    nodesInTiles((level, index) => {
      const nodes = found.get(keyOf({ level, index }));
      if (!nodes) throw new RangeError(`the log has no tile ${level}/${index}`);
      return nodes;
    }),
  );
}

export async function readTiles(tx: Tx, tiles: readonly TileAt[]): Promise<Tile[]> {
  if (tiles.length === 0) return [];
  const { rows } = await sql<{ level: number; index: string; hashes: Buffer }>`
    select t.level, t.index, t.hashes from log_tile t
    join unnest(${tiles.map((tile) => tile.level)}::int[], ${tiles.map((tile) => tile.index)}::bigint[])
      as wanted (level, index) on t.level = wanted.level and t.index = wanted.index`.execute(tx);
  return rows.map((row) => ({ level: row.level, index: Number(row.index), hashes: row.hashes }));
}

export async function writeTiles(tx: Tx, tiles: readonly Tile[]): Promise<void> {
  await sql`insert into log_tile (level, index, hashes)
    select * from unnest(${tiles.map((tile) => tile.level)}::int[], ${tiles.map((tile) => tile.index)}::bigint[],
      ${tiles.map((tile) => Buffer.from(tile.hashes))}::bytea[])
    on conflict (level, index) do update set hashes = excluded.hashes`.execute(tx);
}
