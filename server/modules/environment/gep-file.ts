/** The file of accounts: a service a row; what is exported can be imported again. */

import { sql } from 'kysely';
import type { GepDetail, ObservationImport, RowError } from '../../../packages/contract/index.ts';
import { permissions, reaches } from '../../../packages/contract/index.ts';
import { computeGep, EnvironmentError, type GepMethod, gepMethods } from '../../../packages/environment/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { today } from '../../kernel/clock.ts';
import { authorize, type Scope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { asNumber, type ExportColumn } from '../../kernel/tabular/export-table.ts';
import {
  cellReader,
  makeTemplate,
  missingColumns,
  readTable,
  type TableFile,
  tableIssues,
} from '../../kernel/tabular/import-table.ts';
import { type NewAccount, saveAccounts } from './gep-accounts.ts';

const columns = {
  region: ['地区代码', 'region'],
  year: ['年份', 'year'],
  service: ['服务', 'service'],
  amount: ['实物量', 'amount'],
  price: ['单价', 'price'],
  area: ['面积', 'area'],
  simulated: ['模拟数据', 'simulated'],
} as const;
type Column = keyof typeof columns;

export const gepTemplate = () =>
  makeTemplate(
    '生态账户',
    [
      { header: columns.region[0], width: 12, note: 'GB/T 2260，6 位，县级' },
      { header: columns.year[0], width: 8 },
      {
        header: columns.service[0],
        width: 18,
        note: gepMethods
          .at(-1)!
          .services.map(({ name, unit }) => `${name.zh}（${unit}）`)
          .join('、'),
      },
      { header: columns.amount[0], width: 18 },
      { header: columns.price[0], width: 12, note: '元，不填用方法中的单价' },
      { header: columns.area[0], width: 12, note: '平方公里，可不填' },
      { header: columns.simulated[0], width: 12, note: '模拟数据写“是”' },
    ],
    [],
  );

/** Accounts from a file, all of it or nothing. Rows of one region and year are one account. */
export async function importAccounts(
  services: Services,
  scope: Scope,
  file: TableFile & { dryRun: boolean },
): Promise<ObservationImport> {
  authorize(scope, 'ecosystem.keep');
  const table = await readTable(file, columns);
  const answer: ObservationImport = {
    dryRun: file.dryRun,
    rows: table.rows.length,
    added: 0,
    corrected: 0,
    unchanged: 0,
    errors: [
      ...tableIssues(table, 'error'),
      ...missingColumns(table, columns, ['region', 'year', 'service', 'amount']),
    ],
    warnings: tableIssues(table, 'warning'),
  };
  if (answer.errors.length > 0) return answer;
  const method = gepMethods.at(-1)!;
  return services.db.within(scope, async (tx) => {
    const regions = new Set(
      (await tx.selectFrom('region').select('code').distinct().execute()).map(({ code }) => code),
    );
    const lastYear = Number(today(services.clock).slice(0, 4));
    const accounts = new Map<string, NewAccount>();
    for (const { row, cells } of table.rows) {
      const cell = cellReader(cells, columns);
      if (Object.keys(columns).every((column) => cell(column as Column) === '')) continue;
      const errors: RowError[] = [];
      const fail = (column: Column, zh: string, en: string) =>
        errors.push({ row, column: columns[column][0], value: cell(column), message: { zh, en } });
      const region = cell('region');
      if (!regions.has(region)) fail('region', '没有这个地区代码', 'no such region code');
      else if (scope.kind === 'user' && !reaches(permissions['ecosystem.keep'].reach, scope.regionCode, region))
        fail('region', '该地区不在您的管辖范围内', 'this region lies outside your reach');
      const year = Number(cell('year'));
      if (!/^\d{4}$/.test(cell('year')) || year < method.from || year > lastYear)
        fail('year', `年份应在 ${method.from} 至 ${lastYear} 之间`, `the year is from ${method.from} to ${lastYear}`);
      const service = findService(method, cell('service'));
      if (!service) fail('service', '方法中没有这项服务', 'the method has no such service');
      const key = `${region} ${year}`;
      const account = accounts.get(key) ?? {
        region,
        year,
        method: method.id,
        area: null,
        amounts: [],
        simulated: false,
      };
      const amount = {
        service: service?.id ?? '',
        amount: bare(cell('amount')),
        ...(cell('price') === '' ? {} : { price: bare(cell('price')) }),
      };
      if (service) checkAmount(method, amount, bare(cell('area')) || null, fail);
      if (account.amounts.some((one) => one.service === amount.service))
        fail('service', '同一地区、年份的服务重复', 'the service twice for this region and year');
      answer.errors.push(...errors);
      if (errors.length > 0) continue;
      account.amounts.push(amount);
      if (cell('area') !== '') account.area = bare(cell('area'));
      if (/^(是|yes|true|1|模拟数据)/i.test(cell('simulated'))) account.simulated = true;
      accounts.set(key, account);
    }
    if (answer.errors.length > 0) return answer;
    // Nothing stays of a dry run: what it would do is found out by doing it.
    const counts = await withDryRun(tx, file.dryRun, () => saveAccounts(tx, services, scope, [...accounts.values()]));
    Object.assign(answer, counts);
    if (!file.dryRun && counts.added + counts.corrected > 0)
      await recordAudit(tx, scope, services.clock, {
        action: 'ecosystem.import',
        regionCode: scope.kind === 'user' ? scope.regionCode : '330000',
        object: { kind: 'file', id: file.name },
        summary: {
          zh: `导入生态账户：新增 ${counts.added}，更正 ${counts.corrected}`,
          en: `Imported ecosystem accounts: ${counts.added} added, ${counts.corrected} corrected`,
        },
        details: { file: file.name, ...counts },
      });
    return answer;
  });
}

async function withDryRun<T>(tx: Tx, dryRun: boolean, work: () => Promise<T>): Promise<T> {
  await sql`savepoint dry`.execute(tx);
  const result = await work();
  if (dryRun) await sql`rollback to savepoint dry`.execute(tx);
  return result;
}

const bare = (text: string) => (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text);
const findService = (method: GepMethod, text: string) =>
  method.services.find(
    ({ id, name }) => id === text || name.zh === text || name.en.toLowerCase() === text.toLowerCase(),
  );

function checkAmount(
  method: GepMethod,
  amount: { service: string; amount: string; price?: string },
  area: string | null,
  fail: (column: Column, zh: string, en: string) => void,
): void {
  const attempt = (column: Column, work: () => unknown) => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error;
      fail(column, error.messages.zh, error.messages.en);
    }
  };
  const { price, ...plain } = amount;
  attempt('amount', () => computeGep(method, [plain], null));
  if (price !== undefined) attempt('price', () => computeGep(method, [{ ...plain, amount: '1', price }], null));
  if (area !== null) attempt('area', () => computeGep(method, [{ ...plain, amount: '1' }], area));
}

type Line = GepDetail['lines'][number] & {
  region: string;
  regionName: string;
  year: number;
  area: string | null;
  state: string;
  simulated: boolean;
};
export const linesOf = ({ row, lines }: GepDetail): Line[] =>
  lines.map((line) => ({
    ...line,
    region: row.region.code,
    regionName: row.region.name,
    year: row.year,
    area: row.area,
    state: row.state,
    simulated: row.simulated,
  }));

export const gepColumns: ExportColumn<Line>[] = [
  { title: { zh: columns.region[0], en: 'Region' }, width: 12, value: (row) => row.region },
  { title: { zh: '地区', en: 'Region name' }, width: 14, value: (row) => row.regionName },
  { title: { zh: columns.year[0], en: 'Year' }, width: 8, value: (row) => row.year },
  { title: { zh: columns.service[0], en: 'Service' }, width: 14, value: (row) => row.name.zh },
  { title: { zh: '指标', en: 'Indicator' }, width: 20, value: (row) => row.indicator.zh },
  { title: { zh: columns.amount[0], en: 'Amount' }, width: 18, value: (row) => asNumber(row.amount) },
  { title: { zh: '单位', en: 'Unit' }, width: 10, value: (row) => row.unit },
  { title: { zh: columns.price[0], en: 'Price' }, width: 12, value: (row) => asNumber(row.price) },
  { title: { zh: '价值（元）', en: 'Value (yuan)' }, width: 20, value: (row) => asNumber(row.value) },
  {
    title: { zh: columns.area[0], en: 'Area' },
    width: 12,
    value: (row) => (row.area === null ? null : asNumber(row.area)),
  },
  { title: { zh: '状态', en: 'State' }, width: 10, value: (row) => (row.state === 'published' ? '已发布' : '草稿') },
  {
    title: { zh: columns.simulated[0], en: 'Simulated' },
    width: 18,
    value: (row) => (row.simulated ? '模拟数据 simulated' : null),
  },
];
