/** What can be wrong with a table as a whole: nothing is read. */
export const tableMessages = {
  empty: { zh: '文件是空的，或者没有数据。', en: 'The file is empty or has no data.' },
  'too-large': {
    zh: '文件有 {size} 字节，超过上限 {limit} 字节。请分批导入。',
    en: 'The file has {size} bytes, more than the limit of {limit}. Import it in parts.',
  },
  'too-many-rows': {
    zh: '数据超过 {limit} 行。请分批导入。',
    en: 'There are more than {limit} rows. Import them in parts.',
  },
  'too-many-columns': {
    zh: '数据超过 {limit} 列。请删去多余的列。',
    en: 'There are more than {limit} columns. Remove the ones that are not needed.',
  },
  bomb: {
    zh: '文件解压后过大，为安全起见不予读取。请另存后再试。',
    en: 'The file inflates too far and is not read. Save it anew and try again.',
  },
  damaged: {
    zh: '文件已损坏。请在表格软件中打开后另存。',
    en: 'The file is damaged. Open it in a spreadsheet program and save it anew.',
  },
  encrypted: {
    zh: '文件有密码保护。请取消密码后再导入。',
    en: 'The file is protected by a password. Remove it first.',
  },
  'old-excel': {
    zh: '这是旧版 Excel（.xls）或有密码保护的文件。请另存为不带密码的 .xlsx。',
    en: 'This is an old Excel file (.xls) or one with a password. Save it as .xlsx without a password.',
  },
  'wrong-type': {
    zh: '这不是表格。可导入 XLSX 和 CSV。',
    en: 'This is not a table. XLSX and CSV can be imported.',
  },
  'no-header': {
    zh: '前 {rows} 行中找不到表头。请把列名放在一行内。',
    en: 'No header was found in the first {rows} rows. Put the column names in one row.',
  },
} as const satisfies Record<string, { zh: string; en: string }>;

/** What can be wrong with one cell; the rest is read. */
export const cellMessages = {
  merged: { zh: '{cell} 是合并单元格，请拆分后逐格填写。', en: '{cell} is merged; split it and fill in each cell.' },
  formula: { zh: '{cell} 是公式，已采用其保存的结果。', en: '{cell} is a formula; its saved result was taken.' },
  'formula-without-value': {
    zh: '{cell} 的公式没有保存结果，请粘贴为数值。',
    en: 'The formula in {cell} has no saved result; paste it as a value.',
  },
  'cell-error': { zh: '{cell} 的值是错误 {value}。', en: '{cell} holds the error {value}.' },
  'cell-too-long': { zh: '{cell} 超过 {limit} 个字符。', en: '{cell} is longer than {limit} characters.' },
  'duplicate-header': { zh: '{cell} 的列名“{value}”重复。', en: 'The column name "{value}" in {cell} occurs twice.' },
  'header-missing': { zh: '{cell} 有内容，但这一列没有列名。', en: '{cell} has content, but its column has no name.' },
  quotes: { zh: '第 {row} 行的引号不成对。', en: 'The quotes in row {row} do not match.' },
  'other-sheets': { zh: '只读取了工作表“{value}”，其余未读。', en: 'Only the sheet "{value}" was read.' },
} as const satisfies Record<string, { zh: string; en: string }>;

export type TableCode = keyof typeof tableMessages;
export type CellCode = keyof typeof cellMessages;
type Params = Record<string, string | number>;

const fill = ({ zh, en }: { zh: string; en: string }, params: Params): { zh: string; en: string } => {
  const put = (text: string): string => text.replace(/\{(\w+)\}/g, (_, key: string) => String(params[key] ?? '?'));
  return { zh: put(zh), en: put(en) };
};

/** A table that is refused. `messages` says what to do, in Chinese and English. */
export class TableError extends Error {
  readonly code: TableCode;
  readonly details: Params;
  readonly messages: { zh: string; en: string };

  constructor(code: TableCode, details: Params = {}, options?: ErrorOptions) {
    const messages = fill(tableMessages[code], details);
    super(messages.en, options);
    this.name = 'TableError';
    this.code = code;
    this.details = details;
    this.messages = messages;
  }
}

/** One finding about a cell, or about a row or sheet when the column is empty. */
export interface CellIssue {
  /** Row as the spreadsheet program counts it, from 1. */
  row: number;
  /** Column letter. */
  column: string;
  code: CellCode;
  /** A warning leaves the value in place; an error leaves the cell empty or its meaning open. */
  severity: 'error' | 'warning';
  message: { zh: string; en: string };
}

const warnings: CellCode[] = ['formula', 'other-sheets'];

export function issue(row: number, column: string, code: CellCode, params: Params = {}): CellIssue {
  const message = fill(cellMessages[code], { row, cell: `${column}${row}`, ...params });
  return { row, column, code, severity: warnings.includes(code) ? 'warning' : 'error', message };
}

/** Column letter of a position from 0: A, Z, AA. */
export function columnLetter(index: number): string {
  let out = '';
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) out = String.fromCharCode(65 + ((n - 1) % 26)) + out;
  return out;
}
