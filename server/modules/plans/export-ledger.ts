/** The ledger of a plan as a file: spreadsheet, document for print, or plain table. */
import Papa from 'papaparse';
import { type Language, type LedgerView, nameIn, type PlanDetail } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { findBoard } from './find-board.ts';
import { getPlan } from './find-plans.ts';
import { type LedgerTable, targetsTable, tasksTable } from './ledger-tables.ts';

export type Ledger = { plan: PlanDetail; title: string; asOf: string; language: Language; tables: LedgerTable[] };

/** Both tables as they stand on a day. Titles of tasks and names of units stay as the plan prints them. */
export async function getLedger(tx: Tx, planId: string, asOf: string, language: Language): Promise<Ledger> {
  const plan = await getPlan(tx, planId, asOf);
  const board = await findBoard(tx, asOf, { plan: planId });
  const rows = board.map(({ row, target }) => ({
    ...row,
    baseline:
      target.baseline_value === null
        ? null
        : { value: target.baseline_value, year: target.baseline_date?.slice(0, 4) ?? null },
  }));
  const title = nameIn({ name: plan.title, nameEn: plan.titleEn }, language);
  return { plan, title, asOf, language, tables: [tasksTable(plan, language), targetsTable(rows, language)] };
}

const under = ({ plan, asOf, language }: Ledger): string =>
  [plan.issuer, plan.documentNumber, language === 'zh' ? `截至 ${asOf}` : `As of ${asOf}`].filter(Boolean).join('　');

export const ledgerToView = (ledger: Ledger): LedgerView => ({
  title: ledger.title,
  under: under(ledger),
  tables: ledger.tables,
});

/** Text that a spreadsheet would take for a formula gets a leading apostrophe. */
const tame = (cell: string) => (/^[=+\-@\t\r]/.test(cell) && !/^-?\d/.test(cell) ? `'${cell}` : cell);

export function ledgerToCsv({ tables }: Ledger, id: LedgerTable['id']): string {
  const table = tables.find((one) => one.id === id)!;
  const rows = [table.columns.map((column) => column.title), ...table.rows.map((row) => row.map(tame))];
  return `\uFEFF${Papa.unparse(rows, { newline: '\r\n' })}`;
}

export async function ledgerToXlsx(ledger: Ledger): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const line = { style: 'thin' as const, color: { argb: 'FF8C8C8C' } };
  const border = { top: line, bottom: line, left: line, right: line };
  for (const table of ledger.tables) {
    const last = table.columns.length;
    const sheet = book.addWorksheet(table.title, {
      views: [{ state: 'frozen', ySplit: 3 }],
      pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
      headerFooter: { oddFooter: ledger.language === 'zh' ? '&C第 &P 页，共 &N 页' : '&CPage &P of &N' },
    });
    sheet.pageSetup.printTitlesRow = '3:3';
    sheet.columns = table.columns.map(({ share }) => ({ width: Math.max(6, share * 1.35) }));
    sheet.mergeCells(1, 1, 1, last);
    sheet.mergeCells(2, 1, 2, last);
    sheet.getCell(1, 1).value = `${ledger.title} ${table.title}`;
    sheet.getCell(1, 1).font = { name: '宋体', size: 16, bold: true };
    sheet.getCell(1, 1).alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    sheet.getRow(1).height = 42;
    sheet.getCell(2, 1).value = under(ledger);
    sheet.getCell(2, 1).font = { name: '仿宋', size: 10 };
    sheet.addRow(table.columns.map((column) => column.title));
    for (const row of table.rows) sheet.addRow(row.map((cell, at) => (at === 0 ? Number(cell) : cell)));
    sheet.eachRow((row, number) => {
      if (number < 3) return;
      row.eachCell({ includeEmpty: true }, (cell, at) => {
        cell.font = { name: number === 3 ? '宋体' : '仿宋', size: 10.5, bold: number === 3 };
        cell.border = border;
        const right = number > 3 && table.columns[at - 1]?.numeric;
        cell.alignment = {
          vertical: 'middle',
          wrapText: true,
          horizontal: number === 3 || at === 1 ? 'center' : right ? 'right' : 'left',
        };
      });
    });
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** A4 laid across, in twentieths of a point: what is left between the margins. */
const PAGE = { width: 16838, height: 11906, margin: 1134 };

export async function ledgerToDocx(ledger: Ledger): Promise<Uint8Array> {
  const docx = await import('docx');
  const { AlignmentType, BorderStyle, Footer, PageNumber, PageOrientation, Paragraph, Table, TableCell, TableRow } =
    docx;
  const { TextRun, VerticalAlign, WidthType, TableLayoutType } = docx;
  const font = (name: string) => ({
    ascii: 'Times New Roman',
    hAnsi: 'Times New Roman',
    cs: 'Times New Roman',
    eastAsia: name,
  });
  const run = (text: string, name: string, size: number, bold = false) =>
    new TextRun({ text, font: font(name), size, bold });
  const edge = { style: BorderStyle.SINGLE, size: 4, color: '666666' };
  const total = PAGE.width - 2 * PAGE.margin;
  const toTable = (table: LedgerTable) => {
    const whole = table.columns.reduce((sum, column) => sum + column.share, 0);
    const widths = table.columns.map((column) => Math.floor((total * column.share) / whole));
    const cell = (text: string, at: number, head: boolean) =>
      new TableCell({
        width: { size: widths[at]!, type: WidthType.DXA },
        verticalAlign: VerticalAlign.CENTER,
        margins: { top: 50, bottom: 50, left: 80, right: 80 },
        children: [
          new Paragraph({
            alignment:
              head || at === 0
                ? AlignmentType.CENTER
                : table.columns[at]?.numeric
                  ? AlignmentType.RIGHT
                  : AlignmentType.LEFT,
            children: [run(text, head ? '宋体' : '仿宋', 21, head)],
          }),
        ],
      });
    return new Table({
      width: { size: total, type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      borders: { top: edge, bottom: edge, left: edge, right: edge, insideHorizontal: edge, insideVertical: edge },
      rows: [
        new TableRow({
          tableHeader: true,
          cantSplit: true,
          children: table.columns.map(({ title }, at) => cell(title, at, true)),
        }),
        ...table.rows.map(
          (row) => new TableRow({ cantSplit: true, children: row.map((text, at) => cell(text, at, false)) }),
        ),
      ],
    });
  };
  const document = new docx.Document({
    title: ledger.title,
    creator: '质脉',
    styles: { default: { document: { run: { font: font('仿宋'), size: 21 } } } },
    sections: ledger.tables.map((table) => ({
      properties: {
        page: {
          // The library swaps the sides of a page that lies across.
          size: { width: PAGE.height, height: PAGE.width, orientation: PageOrientation.LANDSCAPE },
          margin: { top: PAGE.margin, bottom: PAGE.margin, left: PAGE.margin, right: PAGE.margin },
        },
      },
      footers: {
        default: new Footer({
          children: [
            new Paragraph({
              alignment: AlignmentType.CENTER,
              children: [
                new TextRun({
                  font: font('宋体'),
                  size: 18,
                  children: ['— ', PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES, ' —'],
                }),
              ],
            }),
          ],
        }),
      },
      children: [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          spacing: { after: 120 },
          children: [run(ledger.title, '宋体', 32, true)],
        }),
        new Paragraph({
          alignment: AlignmentType.CENTER,
          spacing: { after: 120 },
          children: [run(table.title, '宋体', 28, true)],
        }),
        new Paragraph({ spacing: { after: 80 }, children: [run(under(ledger), '仿宋', 20)] }),
        toTable(table),
      ],
    })),
  });
  return new Uint8Array(await docx.Packer.toBuffer(document));
}
