import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  consistencyProof,
  encodeBundle,
  growTiles,
  hashLeaf,
  inclusionProof,
  type NodeAt,
  nodesInTiles,
  nodesOfTile,
  nodesOver,
  parseBundle,
  parseTilePath,
  rootAt,
  tilePath,
  tilesFor,
  widthAt,
} from './index.ts';

const leafOf = (i: number) => hashLeaf(new TextEncoder().encode(String(i)));

test('addresses of tiles: the examples of the specification, and one address a tile', () => {
  expect(tilePath({ level: 2, index: 1234067, width: 256 })).toBe('2/x001/x234/067');
  expect(tilePath({ level: 0, index: 273, width: 112 })).toBe('0/273.p/112');
  expect(tilePath({ level: 'entries', index: 0, width: 1 })).toBe('entries/000.p/1');
  for (const level of [0, 7, 63, 'entries'] as const)
    for (const index of [0, 999, 1000, 1234067, 999_999_999_999])
      for (const width of [1, 255, 256])
        expect(parseTilePath(tilePath({ level, index, width }))).toEqual({ level, index, width });
  for (const bad of [
    '',
    '0',
    '0/',
    '0/1',
    '00/001',
    '64/001',
    '0/x000/001',
    '0/001.p/0',
    '0/001.p/256',
    '0/001.p/01',
    '0/001/002',
    '-1/001',
    'x/001',
    '0/001.p/1/2',
    '0/x001/x234/067/',
    'entry/001',
  ])
    expect(parseTilePath(bad), bad).toBeUndefined();
});

test('widths: the example of the specification', () => {
  const size = 70_000;
  expect([widthAt(0, 272, size), widthAt(0, 273, size), widthAt(0, 274, size)]).toEqual([256, 112, 0]);
  expect([widthAt(1, 0, size), widthAt(1, 1, size), widthAt(2, 0, size), widthAt(3, 0, size)]).toEqual([256, 17, 1, 0]);
  expect([widthAt(0, 0, 256), widthAt(1, 0, 256), widthAt(1, 0, 255), widthAt(7, 0, 2 ** 53 - 1)]).toEqual([
    256, 1, 0, 0,
  ]);
});

/** A store that takes tiles as a log writes them: they only grow. */
function store() {
  const tiles = new Map<string, Uint8Array>();
  let size = 0;
  const read = (level: number, index: number) => {
    const hashes = tiles.get(`${level}/${index}`);
    if (!hashes) throw new Error(`no tile ${level}/${index}`);
    return hashes;
  };
  return {
    grow(to: number) {
      const leaves = Array.from({ length: to - size }, (_, i) => leafOf(size + i));
      for (const { level, index, hashes } of growTiles(size, leaves, read)) {
        const before = tiles.get(`${level}/${index}`) ?? new Uint8Array();
        expect(hashes.subarray(0, before.length)).toEqual(before);
        expect(hashes.length).toBe(32 * widthAt(level, index, to));
        tiles.set(`${level}/${index}`, hashes);
      }
      size = to;
    },
    /** As a reader of that size sees it: narrower tiles are beginnings of wider ones. */
    nodesAt: (at: number): NodeAt =>
      nodesInTiles((level, index) => nodesOfTile(read(level, index).subarray(0, 32 * widthAt(level, index, at)))),
    count: () => tiles.size,
  };
}

test('tiles that grow in any steps are the tree of all leaves, and every proof comes out of them', () => {
  const all = nodesOver(Array.from({ length: 2000 }, (_, i) => leafOf(i)));
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 4 }),
      fc.nat(),
      fc.nat(),
      (steps, a, b) => {
        const tiles = store();
        const sizes = steps
          .map((_, i) => steps.slice(0, i + 1).reduce((sum, step) => sum + step))
          .filter((one) => one <= 2000);
        const size = sizes.at(-1)!;
        for (const to of sizes) tiles.grow(to);
        const some = sizes[a % sizes.length]!;
        for (const at of new Set([size, some])) {
          const nodeAt = tiles.nodesAt(at);
          const index = b % at;
          expect(rootAt(at, nodeAt)).toEqual(rootAt(at, all));
          expect(inclusionProof(index, at, nodeAt)).toEqual(inclusionProof(index, at, all));
          expect(consistencyProof(some, size, tiles.nodesAt(size))).toEqual(consistencyProof(some, size, all));
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('a large tree: few tiles for a proof, and the tiles of the specification', { timeout: 60_000 }, () => {
  const size = 70_000;
  const tiles = store();
  tiles.grow(size);
  expect(tiles.count()).toBe(273 + 1 + 1 + 1 + 1);
  const needed = tilesFor((nodeAt) => void inclusionProof(12_345, size, nodeAt));
  expect(needed.map(({ level, index }) => `${level}/${index}`).sort()).toEqual(['0/273', '0/48', '1/0', '1/1']);
});

test('bundles of entries', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 256 }), (entries) => {
      const bundle = encodeBundle(entries);
      expect(parseBundle(bundle)).toEqual(entries.map((entry) => new Uint8Array(entry)));
      if (bundle.length > 0) expect(() => parseBundle(bundle.subarray(0, -1))).toThrow(TypeError);
    }),
    { numRuns: 50 },
  );
  expect(encodeBundle([Uint8Array.of(7, 8)])).toEqual(Uint8Array.of(0, 2, 7, 8));
  expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow(RangeError);
});
