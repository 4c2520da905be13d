import { type ExtractCode, ExtractError } from './errors.ts';
import { type InflateLimits, listZip } from './zip.ts';

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)));

const startsWith = (bytes: Uint8Array, ...magic: number[]): boolean => magic.every((byte, i) => bytes[i] === byte);

/** Whether the UTF-16LE name of an OLE stream occurs in the file. */
function hasStream(bytes: Uint8Array, name: string): boolean {
  const wanted = [...name].flatMap((char) => [char.charCodeAt(0), 0]);
  for (let i = 0; i + wanted.length <= bytes.length; i += 128) {
    if (wanted.every((byte, k) => bytes[i + k] === byte)) return true;
  }
  return false;
}

/** The kind of a Compound File (before 2007, or an encrypted package); directory entries start at multiples of 128. */
function oleKind(bytes: Uint8Array, name: string): ExtractCode {
  if (hasStream(bytes, 'EncryptedPackage')) return 'encrypted';
  if (/\.(wps|wpt)$/i.test(name)) return 'wps';
  if (hasStream(bytes, 'WordDocument')) return 'doc';
  if (hasStream(bytes, 'Workbook') || hasStream(bytes, 'Book')) return 'spreadsheet';
  if (hasStream(bytes, 'PowerPoint Document')) return 'presentation';
  return /\.xls$/i.test(name) ? 'spreadsheet' : /\.doc$/i.test(name) ? 'doc' : 'binary';
}

function zipKind(bytes: Uint8Array, limits: InflateLimits): 'docx' | ExtractCode {
  const names = new Set(listZip(bytes, limits).map((entry) => entry.name));
  if (names.has('word/document.xml')) return 'docx';
  if (names.has('xl/workbook.xml') || names.has('xl/workbook.bin')) return 'spreadsheet';
  if (names.has('ppt/presentation.xml')) return 'presentation';
  if (names.has('OFD.xml')) return 'ofd';
  if (names.has('[Content_Types].xml') && names.has('_rels/.rels')) return 'docx';
  return names.has('mimetype') && names.has('content.xml') ? 'odt' : 'archive';
}

/**
 * What the bytes are, whatever the name says; the name only tells WPS from Word inside the same old container.
 * @throws ExtractError for every kind that is not read
 */
export function detect(bytes: Uint8Array, name: string, limits: InflateLimits): 'pdf' | 'docx' | 'text' {
  if (bytes.length === 0) throw new ExtractError('empty');
  if (ascii(bytes, 0, 1024).includes('%PDF-')) return 'pdf';
  let refused: ExtractCode | undefined;
  if (startsWith(bytes, 0x50, 0x4b, 3, 4) || startsWith(bytes, 0x50, 0x4b, 5, 6)) {
    const kind = zipKind(bytes, limits);
    if (kind === 'docx') return kind;
    refused = kind;
  } else if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) refused = oleKind(bytes, name);
  else if (ascii(bytes, 0, 5) === '{\\rtf') refused = 'rtf';
  else if (isImage(bytes)) refused = 'image';
  else if (startsWith(bytes, 0x1f, 0x8b) || ascii(bytes, 0, 4) === 'Rar!' || startsWith(bytes, 0x37, 0x7a, 0xbc, 0xaf))
    refused = 'archive';
  if (refused) throw new ExtractError(refused, { limit: limits.maxInflated });
  return 'text';
}

function isImage(bytes: Uint8Array): boolean {
  const head = ascii(bytes, 0, 4);
  return (
    startsWith(bytes, 0x89, 0x50, 0x4e, 0x47) ||
    startsWith(bytes, 0xff, 0xd8, 0xff) ||
    head === 'GIF8' ||
    startsWith(bytes, 0x49, 0x49, 0x2a, 0) ||
    startsWith(bytes, 0x4d, 0x4d, 0, 0x2a) ||
    (head.startsWith('BM') && bytes.length > 26 && bytes[6] === 0 && bytes[7] === 0 && bytes[8] === 0)
  );
}
