import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { AppError } from '../error.ts';
import { checkEvidence, checkEvidenceTotal, EVIDENCE_FILE_MB, EVIDENCE_OBJECT_MB } from './check-evidence.ts';

const bytesOf = (...parts: (string | number[] | Uint8Array)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(part))));
const pack = (...names: string[]) => zipSync(Object.fromEntries(names.map((name) => [name, strToU8('<x/>')])));
const png = bytesOf(
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'IHDR…',
  [0, 0, 0, 0],
  'IEND',
  [0xae, 0x42, 0x60, 0x82],
);
const jpeg = bytesOf([0xff, 0xd8, 0xff, 0xe0], 'JFIF', [0xff, 0xd9]);
const pdf = bytesOf('%PDF-1.7\n1 0 obj\n', 'trailer\n%%EOF\n');

function refusal(bytes: Uint8Array, name: string): { code: string; words: string } {
  try {
    checkEvidence(bytes, name);
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, words: error.message };
    throw error;
  }
  return { code: 'accepted', words: '' };
}

describe('the bytes decide, and the name agrees', () => {
  test.each([
    ['总结.pdf', pdf, 'pdf'],
    ['a.png', png, 'png'],
    ['现场.jpg', jpeg, 'jpg'],
    ['现场.JPEG', jpeg, 'jpg'],
    ['没有扩展名', pdf, 'pdf'],
    ['a.docx', pack('[Content_Types].xml', 'word/document.xml'), 'docx'],
    ['a.xlsx', pack('[Content_Types].xml', 'xl/workbook.xml'), 'xlsx'],
    ['a.pptx', pack('[Content_Types].xml', 'ppt/presentation.xml'), 'pptx'],
    ['公文.ofd', pack('OFD.xml', 'Doc_0/Document.xml'), 'ofd'],
    ['说明.txt', bytesOf('情况说明'), 'txt'],
    ['数据.csv', bytesOf('指标,数值\n合格率,96%'), 'csv'],
    ['数据.CSV', Buffer.from('b8b1b1be2c310a', 'hex'), 'csv'],
  ])('%s', (name, bytes, extension) => {
    expect(checkEvidence(bytes, name).extension).toBe(extension);
  });
});

describe('refused, with a reason and what to do', () => {
  test.each([
    ['总结.exe', pdf, /内容是 PDF，与名称 .exe 不符/],
    ['a.pdf', png, /与名称 .pdf 不符/],
    ['a.zip', pack('[Content_Types].xml', 'word/document.xml'), /与名称 .zip 不符/],
    ['a.pdf', bytesOf('只是文字'), /与名称 .pdf 不符/],
    ['程序.pdf', bytesOf('MZ', [0x90, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff, 0, 0]), /可以上传 PDF/],
    ['a.docx', pack('payload.exe'), /解压后逐个上传/],
    ['a.xlsx', pack('[Content_Types].xml', 'xl/workbook.xml', 'xl/vbaProject.bin'), /宏/],
    ['a.doc', bytesOf([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], [0, 0]), /另存为 DOCX/],
    ['a.zip', zipSync({ 'a.txt': strToU8('a') }), /压缩包/],
    ['a.docx', bytesOf([0x50, 0x4b, 3, 4], 'not a package at all'), /损坏/],
    ['a.7z', bytesOf([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), /压缩包/],
    ['a.txt', bytesOf('<script>alert(1)</script>'), /打印成 PDF/],
    ['图.png', bytesOf('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>'), /网页或脚本/],
    ['a.txt', bytesOf('#!/bin/sh\nrm -rf /'), /网页或脚本/],
    ['a.pdf', bytesOf('%PDF-1.7\nhalf of it'), /不完整/],
    ['a.png', png.subarray(0, 12), /不完整/],
    ['a.gif', bytesOf('GIF89a', [1, 0, 1, 0, 0, 0, 0]), /不能读取/],
  ])('%s', (name, bytes, words) => {
    const found = refusal(bytes, name);
    expect(found.code).toBe('file.unsupported');
    expect(found.words).toMatch(words);
  });

  test('nothing, white space, too much', () => {
    expect(refusal(new Uint8Array(), 'a.pdf').code).toBe('file.empty');
    expect(refusal(bytesOf('  \n\t '), 'a.txt').code).toBe('file.empty');
    const big = new Uint8Array(EVIDENCE_FILE_MB * 1024 * 1024 + 1).fill(0x41);
    expect(refusal(big, 'a.txt').code).toBe('input.too-large');
    expect(checkEvidence(big.subarray(1), 'a.txt').extension).toBe('txt');
  });

  test('a package whose directory lies about its place or its size', () => {
    const lying = pack('[Content_Types].xml', 'word/document.xml');
    const view = new DataView(lying.buffer, lying.byteOffset);
    view.setUint32(lying.length - 6, 0xfffffff0, true);
    expect(refusal(lying, 'a.docx').code).toBe('file.unsupported');
  });

  test('one object holds so much and no more', () => {
    const limit = EVIDENCE_OBJECT_MB * 1024 * 1024;
    expect(() => checkEvidenceTotal(limit - 5, 5, 'a.pdf')).not.toThrow();
    expect(() => checkEvidenceTotal(limit - 5, 6, 'a.pdf')).toThrow(AppError);
  });
});
