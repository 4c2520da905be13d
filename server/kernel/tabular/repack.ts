import { zipSync } from 'fflate';
import { listZip, type ZipEntry } from '../../../packages/plan-text/extract/index.ts';

interface Part {
  source: Uint8Array;
  entry: ZipEntry;
}

const localHeader = 30;
const centralHeader = 46;

/** Packed bytes of an entry; its bounds were checked when it was inflated. */
function packedOf({ source, entry }: Part): Uint8Array {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  const from =
    entry.offset + localHeader + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  return source.subarray(from, from + entry.packed);
}

/** Version 2.0, no flags, method, no time, checksum, sizes and name length: alike in both kinds of header. */
function describe(view: DataView, at: number, { method, crc, packed, size }: ZipEntry, nameLength: number): void {
  view.setUint16(at, 20, true);
  view.setUint16(at + 4, method, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, packed, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, nameLength, true);
}

/** A ZIP file of these entries in this order; nothing is inflated. */
function pack(parts: Part[]): Uint8Array {
  const named = parts.map((part) => ({
    ...part,
    name: new TextEncoder().encode(part.entry.name),
    data: packedOf(part),
  }));
  const names = named.reduce((sum, { name }) => sum + name.length, 0);
  const body = named.reduce((sum, { data }) => sum + data.length, 0);
  const centralSize = parts.length * centralHeader + names;
  const out = new Uint8Array(parts.length * localHeader + names + body + centralSize + 22);
  const view = new DataView(out.buffer);
  const offsets: number[] = [];
  let at = 0;
  for (const { entry, name, data } of named) {
    offsets.push(at);
    view.setUint32(at, 0x04034b50, true);
    describe(view, at + 4, entry, name.length);
    out.set(name, at + localHeader);
    out.set(data, at + localHeader + name.length);
    at += localHeader + name.length + data.length;
  }
  const central = at;
  for (const [i, { entry, name }] of named.entries()) {
    view.setUint32(at, 0x02014b50, true);
    view.setUint16(at + 4, 20, true);
    describe(view, at + 6, entry, name.length);
    view.setUint32(at + 42, offsets[i]!, true);
    out.set(name, at + centralHeader);
    at += centralHeader + name.length;
  }
  view.setUint32(at, 0x06054b50, true);
  view.setUint16(at + 8, parts.length, true);
  view.setUint16(at + 10, parts.length, true);
  view.setUint32(at + 12, centralSize, true);
  view.setUint32(at + 16, central, true);
  return out;
}

const strings = 'xl/sharedStrings.xml';

/**
 * The parts of a workbook that one sheet needs, in the order that exceljs's streaming reader needs them: when a sheet comes
 * before the relations and the shared strings, or there are no shared strings, it parks the sheet in a temporary file and
 * leaves that behind when reading stops early.
 */
export function repack(bytes: Uint8Array, entries: ZipEntry[], part: string): Uint8Array {
  const own = (name: string): Part[] => {
    const entry = entries.find((candidate) => candidate.name === name);
    return entry ? [{ source: bytes, entry }] : [];
  };
  const empty = zipSync({ [strings]: new TextEncoder().encode('<sst/>') });
  const shared = own(strings);
  return pack([
    ...own('xl/_rels/workbook.xml.rels'),
    ...own('xl/workbook.xml'),
    ...(shared.length > 0 ? shared : [{ source: empty, entry: listZip(empty)[0]! }]),
    ...own('xl/styles.xml'),
    ...own(`xl/worksheets/sheet${part}.xml`),
  ]);
}
