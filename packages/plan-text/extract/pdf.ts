import { Unzlib } from 'fflate';
import { getResolvedPDFJS } from 'unpdf';
import { countControls } from './decode.ts';
import { ExtractError } from './errors.ts';
import { Lines } from './lines.ts';
import { restoreCharacters } from './pdf-characters.ts';
import { cmapText } from './pdf-cmaps.ts';
import { layOut, type PdfRun } from './pdf-layout.ts';
import { InflateBudget, type InflateLimits } from './zip.ts';

const maxPages = 5000;
const latin1 = new TextDecoder('latin1');

/**
 * Inflate every compressed stream that is not a picture into a counter, before PDF.js sees the file: it has no limit of
 * its own. A stream that does not inflate is left to PDF.js.
 */
function checkStreams(bytes: Uint8Array, limits: InflateLimits): void {
  const budget = new InflateBudget(limits);
  const text = latin1.decode(bytes);
  const pattern = /stream\r?\n/g;
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const from = found.index + found[0].length;
    if (text.slice(found.index - 3, found.index) === 'end') continue;
    const opening = text.lastIndexOf('obj', found.index);
    const dictionary = text.slice(Math.max(opening, found.index - 2000), found.index);
    if (/\/Subtype\s*\/Image/.test(dictionary) || !/\/Fl(?:ateDecode)?\b/.test(dictionary)) continue;
    const end = text.indexOf('endstream', from);
    inflateAway(bytes.subarray(from, end < 0 ? bytes.length : end), bytes.length, budget);
    if (end > 0) pattern.lastIndex = end;
  }
}

function inflateAway(body: Uint8Array, packed: number, budget: InflateBudget): void {
  const stream = new Unzlib((chunk) => budget.add(chunk.length, packed));
  try {
    for (let i = 0; i < body.length; i += 2048) stream.push(body.subarray(i, i + 2048), i + 2048 >= body.length);
  } catch (error) {
    if (error instanceof ExtractError) throw error;
    // Damaged or not zlib after all: PDF.js decides what can be saved.
  }
}

/** A factory of PDF.js that serves our character maps and remembers the ones that are missing. */
function mapFactory(missing: Set<string>) {
  return class {
    async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
      const map = kind === 'cMapUrl' ? cmapText(filename) : undefined;
      if (map !== undefined) return new TextEncoder().encode(map);
      if (kind === 'cMapUrl') missing.add(filename);
      throw new Error(`no ${kind} ${filename}`);
    }
  };
}

function refusal(error: unknown): ExtractError {
  if (error instanceof ExtractError) return error;
  const name = error instanceof Error ? error.name : '';
  return new ExtractError(name === 'PasswordException' ? 'encrypted' : 'damaged', { why: name }, { cause: error });
}

/**
 * The text of a PDF file with an anchor for each page. Lines go from top to bottom, runs from left to right.
 * @throws ExtractError scan (no page has text), pdf-fonts, encrypted, damaged, bomb
 */
export async function readPdf(bytes: Uint8Array, limits: InflateLimits): Promise<Lines> {
  checkStreams(bytes, limits);
  const missing = new Set<string>();
  const { getDocument } = await getResolvedPDFJS();
  const task = getDocument({
    // A copy: PDF.js takes the memory over, and refuses a Buffer.
    data: new Uint8Array(bytes),
    verbosity: 0,
    disableFontFace: true,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    enableXfa: false,
    cMapUrl: 'cmaps/',
    cMapPacked: false,
    BinaryDataFactory: mapFactory(missing),
  });
  const lines = new Lines();
  let characters = 0;
  let pages = 0;
  try {
    const document = await task.promise;
    pages = document.numPages;
    if (pages > maxPages) throw new ExtractError('too-large', { size: bytes.length, limit: bytes.length, pages });
    for (let number = 1; number <= pages; number++) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent({ disableNormalization: true });
      const runs = items.filter((item): item is typeof item & PdfRun => 'str' in item);
      const found = layOut(runs).map(restoreCharacters);
      characters += found.join('').length;
      lines.page(number, found);
      page.cleanup();
    }
  } catch (error) {
    throw refusal(error);
  } finally {
    // Closing twice or closing a broken document must not hide the first error.
    await task.destroy().catch(() => undefined);
  }
  if (missing.size > 0) throw new ExtractError('pdf-fonts', { maps: [...missing].join(', ') });
  if (characters === 0) throw new ExtractError('scan', { pages });
  if (unreadable(lines.text)) throw new ExtractError('pdf-fonts', { maps: 'ToUnicode' });
  return lines;
}

/** Glyph numbers instead of characters: control and private-use code points. */
function unreadable(text: string): boolean {
  const strange = text.match(/[\ufffd\ue000-\uf8ff]/g)?.length ?? 0;
  return strange + countControls(text) > text.length * 0.2;
}
