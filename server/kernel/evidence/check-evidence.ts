/** Which files may prove something, by what their bytes are; a name that says something else is refused. Pure. */
import { decodeText, ExtractError, listZip } from '../../../packages/plan-text/extract/index.ts';
import { AppError } from '../error.ts';

export const EVIDENCE_FILE_MB = 20;
export const EVIDENCE_OBJECT_MB = 200;
const MB = 1024 * 1024;

export type EvidenceType = { mediaType: string; extension: string };

const office = 'application/vnd.openxmlformats-officedocument';
const types = {
  pdf: { mediaType: 'application/pdf', extension: 'pdf' },
  docx: { mediaType: `${office}.wordprocessingml.document`, extension: 'docx' },
  xlsx: { mediaType: `${office}.spreadsheetml.sheet`, extension: 'xlsx' },
  pptx: { mediaType: `${office}.presentationml.presentation`, extension: 'pptx' },
  ofd: { mediaType: 'application/ofd', extension: 'ofd' },
  png: { mediaType: 'image/png', extension: 'png' },
  jpeg: { mediaType: 'image/jpeg', extension: 'jpg' },
  txt: { mediaType: 'text/plain', extension: 'txt' },
  csv: { mediaType: 'text/csv', extension: 'csv' },
} as const satisfies Record<string, EvidenceType>;

const accepted = {
  zh: '可以上传 PDF、DOCX、XLSX、PPTX、OFD、PNG、JPEG、TXT、CSV',
  en: 'accepted are PDF, DOCX, XLSX, PPTX, OFD, PNG, JPEG, TXT and CSV',
};
const reasons = {
  archive: { zh: '压缩包请解压后逐个上传', en: 'unpack an archive and upload its files one by one' },
  macros: { zh: '文件含有宏，请另存为不含宏的格式', en: 'it carries macros: save it without them' },
  encrypted: { zh: '文件已加密，请去掉密码后再上传', en: 'it is encrypted: remove the password first' },
  old: {
    zh: '旧版 Office 格式，请另存为 DOCX、XLSX 或 PPTX',
    en: 'an old Office format: save it as DOCX, XLSX or PPTX',
  },
  page: { zh: '网页或脚本不能作为佐证，请打印成 PDF', en: 'a web page or script is no evidence: print it to PDF' },
  damaged: { zh: '内容不完整或已损坏', en: 'its content is incomplete or damaged' },
  other: { zh: '内容不是可接受的类型', en: 'its content is of no accepted type' },
} as const;

/** Throws `file.empty`, `input.too-large` or `file.unsupported`, which says what would be taken instead. */
export function checkEvidence(bytes: Uint8Array, name: string): EvidenceType {
  if (bytes.length === 0) throw new AppError('file.empty', { file: name });
  if (bytes.length > EVIDENCE_FILE_MB * MB)
    throw new AppError('input.too-large', { file: name, limitMb: EVIDENCE_FILE_MB });
  const found = sniff(bytes, name);
  if (found === 'blank') throw new AppError('file.empty', { file: name });
  if (found in types) {
    const type = types[found as keyof typeof types];
    refuseOtherName(name, type);
    return type;
  }
  const { zh, en } = reasons[found as keyof typeof reasons];
  throw new AppError('file.unsupported', {
    file: name,
    reason: { zh: `${zh}；${accepted.zh}`, en: `${en}; ${accepted.en}` },
  });
}

const alike: Record<string, string> = { jpeg: 'jpg', csv: 'txt', md: 'txt', log: 'txt' };
const kindOf = (extension: string) => alike[extension] ?? extension;

/** A name that promises something else than the bytes are misleads whoever opens the file. */
function refuseOtherName(name: string, { extension }: EvidenceType): void {
  const named = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase();
  if (named === undefined || kindOf(named) === kindOf(extension)) return;
  throw new AppError('file.unsupported', {
    file: name,
    reason: {
      zh: `内容是 ${extension.toUpperCase()}，与名称 .${named} 不符`,
      en: `its content is ${extension.toUpperCase()}, its name says .${named}`,
    },
  });
}

/** Throws `input.too-large` when an object that holds `held` bytes of evidence would pass its limit. */
export function checkEvidenceTotal(held: number, adding: number, name: string): void {
  if (held + adding > EVIDENCE_OBJECT_MB * MB)
    throw new AppError('input.too-large', { file: name, limitMb: EVIDENCE_OBJECT_MB });
}

const starts = (bytes: Uint8Array, magic: readonly number[]) => magic.every((byte, at) => bytes[at] === byte);
const tailHas = (bytes: Uint8Array, words: string) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).subarray(-2048).includes(words, 0, 'latin1');

function sniff(bytes: Uint8Array, name: string): keyof typeof types | keyof typeof reasons | 'blank' {
  if (starts(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])) return tailHas(bytes, '%%EOF') ? 'pdf' : 'damaged';
  if (starts(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
    return tailHas(bytes, 'IEND') ? 'png' : 'damaged';
  if (starts(bytes, [0xff, 0xd8, 0xff])) return hasJpegEnd(bytes) ? 'jpeg' : 'damaged';
  if (starts(bytes, [0x50, 0x4b])) return sniffPackage(bytes);
  if (starts(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return 'old';
  if (
    [
      [0x1f, 0x8b],
      [0x52, 0x61, 0x72, 0x21],
      [0x37, 0x7a, 0xbc, 0xaf],
    ].some((magic) => starts(bytes, magic))
  )
    return 'archive';
  return sniffText(bytes, name);
}

/** Cameras leave a few bytes behind the end mark. */
function hasJpegEnd(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).lastIndexOf(Buffer.from([0xff, 0xd9])) > 2;
}

function sniffPackage(bytes: Uint8Array): keyof typeof types | keyof typeof reasons {
  let names: Set<string>;
  try {
    names = new Set(listZip(bytes).map((entry) => entry.name));
  } catch (error) {
    if (!(error instanceof ExtractError)) return 'damaged'; // A directory that points outside the file.
    return error.code === 'encrypted' ? 'encrypted' : error.code === 'bomb' ? 'archive' : 'damaged';
  }
  if (names.has('OFD.xml')) return 'ofd';
  if (!names.has('[Content_Types].xml')) return 'archive';
  if ([...names].some((part) => /vbaProject\.bin$/i.test(part))) return 'macros';
  if (names.has('word/document.xml')) return 'docx';
  if (names.has('xl/workbook.xml')) return 'xlsx';
  return names.has('ppt/presentation.xml') ? 'pptx' : 'archive';
}

function sniffText(bytes: Uint8Array, name: string): 'txt' | 'csv' | 'page' | 'other' | 'damaged' | 'blank' {
  try {
    const text = decodeText(bytes);
    if (/^\s*(#!|<\?xml|<\?php|<!doctype|<html|<svg|<script|<head|<body|\{\\rtf|MIME-Version:)/i.test(text))
      return 'page';
    return /\.csv$/i.test(name) ? 'csv' : 'txt';
  } catch (error) {
    if (!(error instanceof ExtractError)) throw error;
    if (error.code === 'empty') return 'blank';
    return error.code === 'damaged' ? 'damaged' : 'other';
  }
}
