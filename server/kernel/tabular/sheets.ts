import {
  InflateBudget,
  type InflateLimits,
  inflateEntry,
  listZip,
  type ZipEntry,
} from '../../../packages/plan-text/extract/index.ts';
import { TableError } from './errors.ts';

/** A worksheet as the workbook lists it. */
export interface SheetInfo {
  /** Number in the name of its part, `xl/worksheets/sheet3.xml`; exceljs calls it the id. */
  part: string;
  name: string;
  /** Merged ranges, `A1:B2`. */
  merged: string[];
}

const utf8 = new TextDecoder();
const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`)
    .exec(tag)?.[1]
    ?.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d+)|#x([0-9a-f]+));/gi, decode);

function decode(whole: string, named?: string, number?: string, hex?: string): string {
  if (named) return { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }[named.toLowerCase()] ?? whole;
  const code = number ? Number(number) : Number.parseInt(hex!, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** The ranges follow the cells, so the end of the part has them all, unless there are very many. */
function mergedRanges(part: Uint8Array): string[] {
  const tail = utf8.decode(part.subarray(Math.max(0, part.length - 2_000_000)));
  return [...tail.matchAll(/<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]+\d+:[A-Z]+\d+)"/g)].map((found) => found[1]!);
}

/**
 * The sheets of a workbook in the order of their tabs. Every part is inflated once against the limits here, before exceljs
 * does so without any; its streaming reader also tells neither merged ranges nor the order of the tabs.
 * @throws ExtractError bomb, damaged, encrypted; TableError wrong-type
 */
export function inspectSheets(bytes: Uint8Array, limits: InflateLimits): { sheets: SheetInfo[]; entries: ZipEntry[] } {
  const entries = listZip(bytes, limits);
  if (!entries.some(({ name }) => name === 'xl/workbook.xml')) throw new TableError('wrong-type');
  const budget = new InflateBudget(limits);
  const merged = new Map<string, string[]>();
  let workbook = '';
  let relations = '';
  for (const entry of entries) {
    const part = inflateEntry(bytes, entry, budget);
    const sheet = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(entry.name)?.[1];
    if (sheet) merged.set(sheet, mergedRanges(part));
    else if (entry.name === 'xl/workbook.xml') workbook = utf8.decode(part);
    else if (entry.name === 'xl/_rels/workbook.xml.rels') relations = utf8.decode(part);
  }
  const parts = new Map(
    [...relations.matchAll(/<(?:\w+:)?Relationship\s[^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id'),
      /sheet(\d+)\.xml$/.exec(attribute(tag, 'Target') ?? '')?.[1],
    ]),
  );
  const sheets = [...workbook.matchAll(/<(?:\w+:)?sheet\s[^>]*>/g)].flatMap(([tag]): SheetInfo[] => {
    const part = parts.get(attribute(tag, '\\w+:id'));
    const ranges = part === undefined ? undefined : merged.get(part);
    return part && ranges ? [{ part, name: attribute(tag, 'name') ?? '', merged: ranges }] : [];
  });
  return { sheets, entries };
}
