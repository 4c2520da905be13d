import { decodeText } from './decode.ts';
import { detect } from './detect.ts';
import { readDocx } from './docx.ts';
import { ExtractError } from './errors.ts';
import { looksLikeHtml, readHtml } from './html.ts';
import type { Anchor } from './lines.ts';
import { readPdf } from './pdf.ts';
import { defaultLimits, type InflateLimits } from './zip.ts';

export { findAnchor } from './anchors.ts';
export { decodeText } from './decode.ts';
export { type ExtractCode, type ExtractDetails, ExtractError, extractMessages } from './errors.ts';
export type { Anchor } from './lines.ts';
export { defaultLimits, InflateBudget, type InflateLimits, inflateEntry, listZip, type ZipEntry } from './zip.ts';

/** The text of a document and where its parts come from. */
export interface Extraction {
  format: 'text' | 'markdown' | 'html' | 'docx' | 'pdf';
  text: string;
  /** Ascending; empty for text and Markdown, whose text is the file itself. */
  anchors: Anchor[];
}

export interface ExtractLimits extends InflateLimits {
  /** Size of the file as it is. */
  maxBytes: number;
}

/**
 * Read the text of an official document. The bytes decide what it is; the name only tells Markdown from plain text and
 * gives a better reason for old WPS files.
 *
 * PDF.js can hang on a hostile file, and on some damaged ones leaves a rejected promise behind that nobody waits for: a
 * server runs this in a thread that it can end (server/modules/plans/reading-thread.ts).
 * @throws ExtractError for everything that cannot be read; nothing else is thrown
 */
export async function extractText(
  bytes: Uint8Array,
  name: string,
  options: Partial<ExtractLimits> = {},
): Promise<Extraction> {
  const limits: ExtractLimits = { maxBytes: 50 * 2 ** 20, ...defaultLimits, ...options };
  if (bytes.length > limits.maxBytes)
    throw new ExtractError('too-large', { size: bytes.length, limit: limits.maxBytes });
  try {
    return await read(bytes, name, limits);
  } catch (error) {
    if (error instanceof ExtractError) throw error;
    throw new ExtractError('damaged', { why: String(error) }, { cause: error });
  }
}

async function read(bytes: Uint8Array, name: string, limits: ExtractLimits): Promise<Extraction> {
  const kind = detect(bytes, name, limits);
  if (kind === 'pdf') return from('pdf', await readPdf(bytes, limits));
  if (kind === 'docx') return from('docx', readDocx(bytes, limits));
  const text = decodeText(bytes);
  if (looksLikeHtml(text)) return from('html', readHtml(text));
  return { format: /\.(md|markdown)$/i.test(name) ? 'markdown' : 'text', text, anchors: [] };
}

const from = (format: Extraction['format'], { text, anchors }: Pick<Extraction, 'text' | 'anchors'>): Extraction => ({
  format,
  text,
  anchors,
});
