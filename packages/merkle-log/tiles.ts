/** Tiles (C2SP tlog-tiles): the tree cut into pieces of 256 hashes that never change once they are full. */
import { HASH_BYTES, type Hash } from './hash.ts';
import { type NodeAt, nodesOver, rootAt } from './prove.ts';

export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;
const HIGHEST_LEVEL = 63;

/** `level` of the hash tiles, or `entries` for the bundles under level 0; `width` is 256 when the tile is full. */
export type TileName = { level: number | 'entries'; index: number; width: number };
/** The hashes of a tile, one after another. */
export type Tile = { level: number; index: number; hashes: Uint8Array };

/** The part of the address after `/tile/`: `0/x001/067.p/112`. */
export function tilePath({ level, index, width }: TileName): string {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0');
  const groups = digits.match(/\d{3}/g)!;
  const path = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `${level}/${path}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** Nothing for any other writing of the same tile: each has one address. */
export function parseTilePath(path: string): TileName | undefined {
  const [, level, groups, width] = /^(\d{1,2}|entries)\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path) ?? [];
  if (level === undefined || groups === undefined) return undefined;
  const name: TileName = {
    level: level === 'entries' ? level : Number(level),
    index: Number(groups.replace(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  if (!Number.isSafeInteger(name.index) || (typeof name.level === 'number' && name.level > HIGHEST_LEVEL))
    return undefined;
  if (name.width < 1 || (width !== undefined && name.width >= TILE_WIDTH)) return undefined;
  return tilePath(name) === path ? name : undefined;
}

/** How wide the tile is in a tree of this size; 0 where it is not there. */
export function widthAt(level: number, index: number, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - index * TILE_WIDTH));
}

/** Hash of whole subtrees out of tiles; `nodesOf` gives the hashes inside one tile, so that it can keep them. */
export const nodesInTiles =
  (nodesOf: (level: number, index: number) => NodeAt): NodeAt =>
  (level, index) => {
    const inner = level % TILE_HEIGHT;
    const tileLevel = (level - inner) / TILE_HEIGHT;
    const across = 2 ** (TILE_HEIGHT - inner);
    return nodesOf(tileLevel, Math.floor(index / across))(inner, index % across);
  };

export const nodesOfTile = (hashes: Uint8Array): NodeAt => nodesOver(splitHashes(hashes));

export const splitHashes = (hashes: Uint8Array): Hash[] =>
  Array.from({ length: hashes.length / HASH_BYTES }, (_, i) => hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));

/** The tiles that some work with the tree will ask for: the work is done once without hashes. */
export function tilesFor(work: (nodeAt: NodeAt) => void): { level: number; index: number }[] {
  const asked = new Map<string, { level: number; index: number }>();
  const nothing = new Uint8Array(HASH_BYTES);
  work(
    nodesInTiles((level, index) => {
      asked.set(`${level}/${index}`, { level, index });
      return () => nothing;
    }),
  );
  return [...asked.values()];
}

/**
 * Tiles that change when leaves are added to a tree of `size`. `partial` gives the hashes of a tile that is not full yet;
 * each tile that changes is given whole.
 */
export function growTiles(
  size: number,
  leaves: readonly Hash[],
  partial: (level: number, index: number) => Uint8Array,
): Tile[] {
  const changed: Tile[] = [];
  let added = leaves;
  let before = size;
  for (let level = 0; added.length > 0; level++) {
    const above: Hash[] = [];
    for (let done = 0; done < added.length; ) {
      const index = Math.floor((before + done) / TILE_WIDTH);
      const width = (before + done) % TILE_WIDTH;
      const part = added.slice(done, done + TILE_WIDTH - width);
      const hashes = new Uint8Array((width + part.length) * HASH_BYTES);
      if (width > 0) hashes.set(partial(level, index).subarray(0, width * HASH_BYTES));
      part.forEach((hash, i) => {
        hashes.set(hash, (width + i) * HASH_BYTES);
      });
      changed.push({ level, index, hashes });
      done += part.length;
      if (width + part.length === TILE_WIDTH) above.push(rootAt(TILE_WIDTH, nodesOfTile(hashes)));
    }
    before = Math.floor(before / TILE_WIDTH);
    added = above;
  }
  return changed;
}

/** Entries one after another, each after its length in two bytes. @throws RangeError for one beyond 65,535 bytes. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  const bundle = new Uint8Array(entries.reduce((sum, entry) => sum + 2 + entry.length, 0));
  const view = new DataView(bundle.buffer);
  let at = 0;
  for (const entry of entries) {
    if (entry.length > 0xff_ff) throw new RangeError(`an entry of ${entry.length} bytes`);
    view.setUint16(at, entry.length);
    bundle.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bundle;
}

/** @throws TypeError for a bundle that ends inside an entry. */
export function parseBundle(bundle: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  for (let at = 0; at < bundle.length; ) {
    const end = at + 2 <= bundle.length ? at + 2 + view.getUint16(at) : Number.POSITIVE_INFINITY;
    if (end > bundle.length) throw new TypeError('a bundle ends inside an entry');
    entries.push(bundle.slice(at + 2, end));
    at = end;
  }
  return entries;
}
