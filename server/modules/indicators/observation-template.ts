import { columns } from './observation-file.ts';

/** A row to be filled in: which value of which series is wanted. */
export type TemplateRow = {
  indicatorId: string;
  indicator: string;
  regionCode: string;
  breakdown: string;
  period: string;
  unit: string;
};

/** The observation file with its rows prepared; what is left blank is left out at import. */
export async function observationTemplate(rows: readonly TemplateRow[]): Promise<Uint8Array> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('观测值', { views: [{ state: 'frozen', ySplit: 1 }] });
  const order = [
    'indicator',
    'indicatorName',
    'region',
    'breakdown',
    'period',
    'value',
    'unit',
    'knownOn',
    'note',
    'simulated',
  ] as const;
  const widths = [30, 40, 12, 20, 10, 14, 10, 14, 40, 12];
  sheet.columns = order.map((column, index) => ({ header: columns[column][0], width: widths[index] ?? 12 }));
  sheet.getRow(1).font = { bold: true };
  for (const row of rows)
    sheet.addRow([
      row.indicatorId,
      row.indicator,
      row.regionCode,
      row.breakdown,
      row.period,
      null,
      row.unit,
      null,
      null,
      null,
    ]);
  // Codes and periods are text: a spreadsheet must not turn 2020 into a date or drop a zero.
  for (const column of [3, 5]) sheet.getColumn(column).numFmt = '@';
  return new Uint8Array(await book.xlsx.writeBuffer());
}
