import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type CellCode, readRows, type TableCode, TableError, type TableOptions } from './index.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

async function workbook(fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('指标'), book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}
async function refused(file: Uint8Array, options: TableOptions = {}): Promise<TableCode> {
  try {
    await readRows(file, 'table', options);
  } catch (error) {
    if (error instanceof TableError) return error.code;
    throw error;
  }
  throw new Error('was read');
}
const brief = (errors: { row: number; column: string; code: CellCode }[]): string[] =>
  errors.map(({ row, column, code }) => `${column}${row} ${code}`);

describe('CSV', () => {
  it('reads columns by name and rows by number', async () => {
    const table = await readRows(utf8('\uFEFF指标,值,备注\r\n合格率,98.5,"含,逗号"\r\n\r\n满意度,85,\r\n'), 'a.csv');
    expect(table).toEqual({
      header: ['指标', '值', '备注'],
      headerRow: 1,
      rows: [
        { row: 2, cells: { 指标: '合格率', 值: '98.5', 备注: '含,逗号' } },
        { row: 4, cells: { 指标: '满意度', 值: '85' } },
      ],
      errors: [],
    });
  });
  it('reads GB18030 and tabs', async () => {
    const file = Uint8Array.from([0xd6, 0xca, 0x09, 0xc1, 0xbf, 0x0a, 0xd2, 0xbb, 0x09, 0x31]); // 质 tab 量 / 一 tab 1
    expect((await readRows(file, 'a.csv')).rows).toEqual([{ row: 2, cells: { 质: '一', 量: '1' } }]);
  });
  it('passes over titles above the header', async () => {
    const table = await readRows(utf8('2017年统计表,,\n单位：个,,\n地区,指标,值\n杭州,a,1\n'), 'a.csv');
    expect(table.headerRow).toBe(3);
    expect(table.rows).toEqual([{ row: 4, cells: { 地区: '杭州', 指标: 'a', 值: '1' } }]);
  });
  it('takes the row with the expected names', async () => {
    const file = utf8('说明,甲,乙\n编号,值,x\n1,2,3\n');
    expect((await readRows(file, 'a.csv')).headerRow).toBe(1);
    expect((await readRows(file, 'a.csv', { expected: ['值'] })).headerRow).toBe(2);
  });
  it('names what is wrong by row and column', async () => {
    const { rows, errors } = await readRows(utf8('a,b,a,\n1,2,3,4\n5,6,7,8\n9,"x\n'), 'a.csv', { maxCellLength: 50 });
    expect(brief(errors)).toEqual(['C1 duplicate-header', 'D2 header-missing', 'A4 quotes']);
    expect(rows[0]).toEqual({ row: 2, cells: { a: '1', b: '2' } });
    expect(errors[1]!.message).toEqual({
      zh: 'D2 有内容，但这一列没有列名。',
      en: 'D2 has content, but its column has no name.',
    });
  });
  it('keeps names like __proto__ as plain columns', async () => {
    const { rows } = await readRows(utf8('__proto__,b\nx,1\n'), 'a.csv');
    expect(Object.entries(rows[0]!.cells)).toEqual([
      ['__proto__', 'x'],
      ['b', '1'],
    ]);
  });
});

describe('XLSX', () => {
  it('reads numbers, percentages, dates, rich text and links as text', async () => {
    const file = await workbook((sheet) => {
      sheet.addRow(['名', '数', '率', '日', '时', '是', '富', '链']);
      const row = sheet.addRow([
        '甲',
        0.1 + 0.2,
        0.985,
        new Date('2019-12-31T00:00:00Z'),
        new Date('2019-12-31T08:30:00Z'),
        true,
      ]);
      row.getCell(3).numFmt = '0.0%';
      row.getCell(4).numFmt = 'yyyy-mm-dd';
      row.getCell(5).numFmt = 'yyyy-mm-dd hh:mm';
      row.getCell(7).value = { richText: [{ text: '质' }, { text: '量', font: { bold: true } }] };
      row.getCell(8).value = { text: '站', hyperlink: 'https://example.org' };
    });
    const { rows, errors } = await readRows(file, 'a.csv');
    expect(errors).toEqual([]);
    expect(rows).toEqual([
      {
        row: 2,
        cells: {
          名: '甲',
          数: '0.3',
          率: '98.5%',
          日: '2019-12-31',
          时: '2019-12-31T08:30:00',
          是: 'TRUE',
          富: '质量',
          链: '站',
        },
      },
    ]);
  });

  it('takes saved results of formulas with a warning, and names cells it cannot read', async () => {
    const file = await workbook((sheet) => {
      sheet.addRow(['a', 'b', 'c']);
      sheet.addRow([{ formula: '1+1', result: 2 }, { formula: '1/0', result: { error: '#DIV/0!' } }, 'x']);
      sheet.addRow([{ formula: 'A2' }, { error: '#N/A' }, 'y']);
      sheet.addRow([
        { formula: '1-1', result: 0 },
        { formula: '"质"', result: '质' },
      ]);
      sheet.addRow([{ formula: 'TODAY()', result: 43_830 }]).getCell(1).numFmt = 'yyyy"年"m"月"d"日"';
    });
    const { rows, errors } = await readRows(file, 'a.xlsx');
    expect(brief(errors)).toEqual([
      'A2 formula',
      'B2 cell-error',
      'A3 formula-without-value',
      'B3 cell-error',
      'A4 formula',
      'B4 formula',
      'A5 formula',
    ]);
    expect(errors.map(({ severity }) => severity)).toEqual([
      'warning',
      'error',
      'error',
      'error',
      'warning',
      'warning',
      'warning',
    ]);
    expect(rows.map(({ cells }) => cells)).toEqual([
      { a: '2', c: 'x' },
      { c: 'y' },
      { a: '0', b: '质' },
      { a: '2019-12-31' },
    ]);
  });

  it('forgives a merged title and names merged cells in the table', async () => {
    const file = await workbook((sheet) => {
      sheet.addRow(['2017年统计表']);
      sheet.mergeCells('A1:C1');
      sheet.addRow(['地区', '指标', '值']);
      sheet.addRow(['杭州', 'a', 1]);
      sheet.addRow(['', 'b', 2]);
      sheet.mergeCells('A3:A4');
    });
    const { headerRow, errors } = await readRows(file, 'a.xlsx');
    expect(headerRow).toBe(2);
    expect(brief(errors)).toEqual(['A3 merged']);
    expect(errors[0]!.message.zh).toContain('A3:A4');
  });

  it('reads the first sheet, or the one that is named', async () => {
    const file = await workbook((sheet, book) => {
      sheet.addRow(['a', 'b']);
      sheet.addRow([1, 2]);
      book.addWorksheet('另').addRows([
        ['c', 'd'],
        [3, 4],
      ]);
    });
    const first = await readRows(file, 'a.xlsx');
    expect(first.rows[0]!.cells).toEqual({ a: '1', b: '2' });
    expect(brief(first.errors)).toEqual(['0 other-sheets']);
    expect((await readRows(file, 'a.xlsx', { sheet: '另' })).rows[0]!.cells).toEqual({ c: '3', d: '4' });
    expect(await refused(file, { sheet: '无' })).toBe('empty');
  });

  it('goes by the order of the tabs', async () => {
    const file = await workbook((sheet, book) => {
      sheet.addRows([['a'], ['x']]);
      const second = book.addWorksheet('<前>');
      second.addRows([['c'], ['y']]);
      (sheet as unknown as { orderNo: number }).orderNo = 9;
    });
    const { rows, errors } = await readRows(file, 'a.xlsx');
    expect(rows[0]!.cells).toEqual({ c: 'y' });
    expect(errors[0]!.message.zh).toContain('“<前>”');
  });

  it('leaves no temporary files behind, wherever the sheet stands and whether it has shared strings', async () => {
    const temporary = (): number =>
      readdirSync(tmpdir()).filter((name) => name.startsWith(`tmp-${process.pid}-`)).length;
    const before = temporary();
    const file = await workbook((sheet) =>
      sheet.addRows([
        ['a', 'b'],
        ['质', 1],
        ['量', 2],
      ]),
    );
    const parts = unzipSync(file);
    const { 'xl/worksheets/sheet1.xml': sheet, ...rest } = parts;
    expect((await readRows(zipSync({ 'xl/worksheets/sheet1.xml': sheet!, ...rest }), 'a')).rows[1]!.cells.a).toBe('量');
    expect(await refused(file, { maxRows: 1 })).toBe('too-many-rows');
    const inline = '<c r="A1" t="inlineStr"><is><t>a</t></is></c>';
    const xml = `<worksheet><sheetData><row r="1">${inline}</row><row r="2"><c r="A2"><v>7</v></c></row></sheetData></worksheet>`;
    const { 'xl/sharedStrings.xml': _, ...without } = parts;
    const plain = zipSync({ ...without, 'xl/worksheets/sheet1.xml': utf8(xml) });
    expect((await readRows(plain, 'a')).rows).toEqual([{ row: 2, cells: { a: '7' } }]);
    expect(temporary()).toBe(before);
  });

  it('keeps row numbers over blank rows', async () => {
    const file = await workbook((sheet) => {
      sheet.getCell('A3').value = 'a';
      sheet.getCell('B3').value = 'b';
      sheet.getCell('B7').value = 5;
    });
    const { headerRow, rows } = await readRows(file, 'a.xlsx');
    expect([headerRow, rows]).toEqual([3, [{ row: 7, cells: { b: '5' } }]]);
  });
});

describe('refusals', () => {
  it.each<[string, Uint8Array, TableCode]>([
    ['nothing', new Uint8Array(), 'empty'],
    ['blank lines', utf8('\n\n'), 'empty'],
    ['old Excel', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'old-excel'],
    ['a PDF', utf8('%PDF-1.4'), 'wrong-type'],
    ['a DOCX', zipSync({ 'word/document.xml': utf8('x') }), 'wrong-type'],
    ['a broken archive', zipSync({ 'xl/workbook.xml': utf8('x') }).subarray(0, 40), 'damaged'],
    ['only numbers', utf8('1,2\n3,4\n'), 'no-header'],
    ['a picture', Uint8Array.from({ length: 300 }, (_, i) => (i * 91 + 137) & 255), 'wrong-type'],
  ])('%s', async (_, file, code) => expect(await refused(file)).toBe(code));

  it('limits', async () => {
    const file = utf8(`a,b\n${'1,2\n'.repeat(50)}`);
    expect(await refused(file, { maxRows: 50 })).toBe('too-many-rows');
    expect(await refused(file, { maxColumns: 1 })).toBe('too-many-columns');
    expect(await refused(file, { maxBytes: 10 })).toBe('too-large');
    const sheet = await workbook((s) =>
      s.addRows([
        ['a', 'b'],
        [1, 2],
        [3, 4],
      ]),
    );
    expect(await refused(sheet, { maxRows: 2 })).toBe('too-many-rows');
    expect(await refused(sheet, { maxColumns: 1 })).toBe('too-many-columns');
  });

  it('a bomb, before exceljs sees it', async () => {
    const row = `<row r="1"><c r="A1" t="inlineStr"><is><t>${'x'.repeat(40_000_000)}</t></is></c></row>`;
    const bomb = zipSync({
      'xl/workbook.xml': utf8('<workbook><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'),
      'xl/worksheets/sheet1.xml': utf8(`<worksheet><sheetData>${row}</sheetData></worksheet>`),
    });
    expect(bomb.length).toBeLessThan(200_000);
    expect(await refused(bomb)).toBe('bomb');
  });
});

describe('damage', () => {
  it('never ends in another error', async () => {
    const file = await workbook((sheet) =>
      sheet.addRows([
        ['a', 'b'],
        ['质', { formula: '1', result: 1 }],
      ]),
    );
    const readsOrRefuses = async (bytes: Uint8Array): Promise<void> => {
      const outcome = await readRows(bytes, 'a').catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(TableError);
    };
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length), (length) => readsOrRefuses(file.subarray(0, length))),
      { numRuns: 60 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 }),
        (flips) => {
          const copy = file.slice();
          for (const [at, mask] of flips) copy[at]! ^= mask;
          return readsOrRefuses(copy);
        },
      ),
      { numRuns: 150 },
    );
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), readsOrRefuses));
  });
});
