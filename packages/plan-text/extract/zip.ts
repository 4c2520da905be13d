import { Inflate } from 'fflate';
import { ExtractError } from './errors.ts';

/** Limits for anything that inflates. */
export interface InflateLimits {
  /** Bytes after inflation, summed over all that is read. */
  maxInflated: number;
  /** Inflated bytes for each packed byte; asked only above 8 MB inflated, because small XML packs very well. */
  maxRatio: number;
}
export const defaultLimits: InflateLimits = { maxInflated: 200 * 2 ** 20, maxRatio: 100 };

const ratioMatters = 8 * 2 ** 20;
/** Packed bytes pushed at a time; DEFLATE yields at most 1032 times as many, so the cap is overshot by 2 MB at most. */
const step = 2048;
const maxEntries = 20_000;

/** One file of an archive, as its central directory declares it. */
export interface ZipEntry {
  name: string;
  method: number;
  packed: number;
  size: number;
  crc: number;
  offset: number;
}

const damaged = (why: string): ExtractError => new ExtractError('damaged', { why });

/** Counts what is inflated and throws `bomb` when a limit is passed. */
export class InflateBudget {
  private used = 0;
  private readonly limits: InflateLimits;
  constructor(limits: InflateLimits) {
    this.limits = limits;
  }
  /** Throw when `size` bytes out of `packed` bytes would pass the limits. */
  check(size: number, packed: number): void {
    const { maxInflated, maxRatio } = this.limits;
    if (size > maxInflated || (size > ratioMatters && size > packed * maxRatio))
      throw new ExtractError('bomb', { limit: maxInflated });
  }
  add(bytes: number, packed: number): void {
    this.used += bytes;
    this.check(this.used, packed);
  }
}

/**
 * The central directory of a ZIP file. Its declared sizes are checked against the limits here, before anything is
 * inflated.
 * @throws ExtractError damaged, encrypted, bomb
 */
export function listZip(bytes: Uint8Array, limits: InflateLimits = defaultLimits): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let tail = bytes.length - 22;
  const lowest = Math.max(0, bytes.length - 22 - 0xffff);
  while (tail >= lowest && view.getUint32(tail, true) !== 0x06054b50) tail--;
  if (tail < lowest || tail < 0) throw damaged('no central directory');
  const count = view.getUint16(tail + 10, true);
  let at = view.getUint32(tail + 16, true);
  if (count > maxEntries) throw new ExtractError('bomb', { limit: limits.maxInflated });
  const entries: ZipEntry[] = [];
  let declared = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw damaged('central directory');
    const nameLength = view.getUint16(at + 28, true);
    const entry: ZipEntry = {
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)).replaceAll('\\', '/'),
    };
    if (view.getUint16(at + 8, true) & 1) throw new ExtractError('encrypted');
    declared += entry.size;
    entries.push(entry);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  new InflateBudget(limits).check(declared, bytes.length);
  return entries;
}

let table: Uint32Array | undefined;
function crc32(bytes: Uint8Array): number {
  table ??= Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = table[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/**
 * Inflate one entry. The output is counted while it comes; an entry that yields more than it declared is refused.
 * @throws ExtractError damaged, bomb
 */
export function inflateEntry(bytes: Uint8Array, entry: ZipEntry, budget: InflateBudget): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { offset, packed, size, method } = entry;
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) throw damaged(entry.name);
  const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (from + packed > bytes.length) throw damaged(entry.name);
  const body = bytes.subarray(from, from + packed);
  if (method !== 0 && method !== 8) throw damaged(`${entry.name}: method ${method}`);
  if (method === 0 && packed !== size) throw damaged(entry.name);
  const out = method === 0 ? body : inflateRaw(body, size, bytes.length, budget);
  if (method === 0) budget.add(size, bytes.length);
  if (out.length !== size || crc32(out) !== entry.crc) throw damaged(entry.name);
  return out;
}

function inflateRaw(body: Uint8Array, size: number, packedTotal: number, budget: InflateBudget): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((chunk) => {
    length += chunk.length;
    budget.add(chunk.length, packedTotal);
    if (length > size) throw new ExtractError('bomb', { limit: size });
    chunks.push(chunk);
  });
  try {
    for (let i = 0; i < body.length; i += step) stream.push(body.subarray(i, i + step), i + step >= body.length);
  } catch (error) {
    if (error instanceof ExtractError) throw error;
    throw new ExtractError('damaged', { why: 'deflate' }, { cause: error });
  }
  const out = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    out.set(chunk, at);
    at += chunk.length;
  }
  return out;
}
