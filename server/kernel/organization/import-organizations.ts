/** Imports organizations from a table: all of it or nothing, with every fault named by row and column. */
import {
  type OrganizationImport,
  type OrganizationInput,
  organizationKindNames,
  organizationKinds,
  permissions,
  type RowError,
  reaches,
} from '../../../packages/contract/index.ts';
import { checkUscc } from '../../../packages/identifiers/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { authorize, type Scope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import {
  cellReader,
  isDay,
  makeTemplate,
  missingColumns,
  readTable,
  splitList,
  type TableFile,
  tableIssues,
} from '../tabular/import-table.ts';
import { nameKey } from './organizations.ts';
import { addOrganization, usccFaults } from './save-organization.ts';

const columns = {
  name: ['名称', 'name'],
  kind: ['类别', 'kind'],
  region: ['地区代码', 'region'],
  uscc: ['统一社会信用代码', 'uscc'],
  shortNames: ['简称', 'short names'],
  nameEn: ['英文名', 'english name'],
  validFrom: ['成立日期', 'begins'],
  simulated: ['模拟数据', 'simulated'],
} as const;
type Column = keyof typeof columns;
const required: Column[] = ['name', 'kind', 'region'];

export const organizationTemplate = () =>
  makeTemplate(
    '机构',
    [
      { header: columns.name[0], width: 36, note: '全称' },
      {
        header: columns.kind[0],
        width: 16,
        note: organizationKinds
          .filter((kind) => kind !== 'group')
          .map((kind) => organizationKindNames[kind].zh)
          .join('、'),
      },
      { header: columns.region[0], width: 12, note: 'GB/T 2260，6 位，如 330100' },
      { header: columns.uscc[0], width: 22, note: 'GB 32100，18 位；可不填' },
      { header: columns.shortNames[0], width: 24, note: '可有多个，用顿号隔开' },
      { header: columns.nameEn[0], width: 30 },
      { header: columns.validFrom[0], width: 14, note: '如 2020-06-30；可不填' },
      { header: columns.simulated[0], width: 10, note: '模拟数据填“是”' },
    ],
    [],
  );

type Known = {
  regions: ReadonlySet<string>;
  byName: ReadonlySet<string>;
  byUscc: ReadonlyMap<string, string>;
  reaches: (region: string) => boolean;
};

export async function importOrganizations(
  services: Services,
  scope: Scope,
  file: TableFile & { dryRun: boolean },
): Promise<OrganizationImport> {
  authorize(scope, 'organization.manage');
  const table = await readTable(file, columns);
  const answer: OrganizationImport = {
    dryRun: file.dryRun,
    rows: table.rows.length,
    added: 0,
    errors: [...tableIssues(table, 'error'), ...missingColumns(table, columns, required)],
    warnings: tableIssues(table, 'warning'),
  };
  if (answer.errors.some((error) => error.row === table.headerRow)) return answer;
  return services.db.within(scope, async (tx) => {
    const known = await findKnown(tx, scope);
    const wanted: OrganizationInput[] = [];
    const seen = new Map<string, number>();
    for (const row of table.rows) {
      const checked = checkRow(row.row, cellReader(row.cells, columns, ['name', 'shortNames', 'nameEn']), known, seen);
      answer.errors.push(...checked.errors);
      if (checked.input) wanted.push(checked.input);
    }
    if (answer.errors.length > 0) return answer;
    answer.added = wanted.length;
    if (file.dryRun || wanted.length === 0) return answer;
    for (const input of wanted) await addOrganization(tx, scope, services.clock, input);
    await recordAudit(tx, scope, services.clock, {
      action: 'organization.import',
      regionCode: scope.kind === 'user' ? scope.regionCode : '330000',
      object: { kind: 'file', id: file.name },
      summary: { zh: `导入机构 ${wanted.length} 个`, en: `Imported ${wanted.length} organizations` },
      details: { file: file.name, added: wanted.length },
    });
    return answer;
  });
}

async function findKnown(tx: Tx, scope: Scope): Promise<Known> {
  const regions = await tx.selectFrom('region').select('code').where('latest', '=', true).execute();
  const rows = await tx
    .selectFrom('organization')
    .select(['name', 'region_code', 'uscc'])
    .where('valid_to', 'is', null)
    .execute();
  const { reach } = permissions['organization.manage'];
  return {
    regions: new Set(regions.map((row) => row.code)),
    byName: new Set(rows.map((row) => `${row.region_code} ${nameKey(row.name)}`)),
    byUscc: new Map(rows.flatMap((row) => (row.uscc ? [[row.uscc, row.name] as const] : []))),
    reaches: (code) => scope.kind === 'system' || (scope.kind === 'user' && reaches(reach, scope.regionCode, code)),
  };
}

function checkRow(
  row: number,
  cell: (column: Column) => string,
  known: Known,
  seen: Map<string, number>,
): { input?: OrganizationInput; errors: RowError[] } {
  const errors: RowError[] = [];
  const fail = (column: Column, zh: string, en: string) =>
    errors.push({ row, column: columns[column][0], value: cell(column), message: { zh, en } });
  const once = (column: Column, key: string) => {
    const before = seen.get(key);
    if (before === undefined) seen.set(key, row);
    else fail(column, `与第 ${before} 行重复`, `repeats row ${before}`);
  };

  const name = cell('name');
  const region = cell('region');
  if (name.length < 2 || name.length > 120) fail('name', '名称应为 2 至 120 字', 'a name has 2 to 120 signs');
  if (!known.regions.has(region)) fail('region', '没有这个地区代码', 'no such region code');
  else if (!known.reaches(region)) fail('region', '该地区不在您的管辖范围内', 'this region lies outside your reach');
  if (name !== '') {
    const key = `${region} ${nameKey(name)}`;
    if (known.byName.has(key)) fail('name', '名录中已有同名机构', 'the register has this organization already');
    else once('name', key);
  }
  const kind = organizationKinds.find(
    (one) =>
      one !== 'group' &&
      [one, organizationKindNames[one].zh, organizationKindNames[one].en.toLowerCase()].includes(
        cell('kind').toLowerCase(),
      ),
  );
  if (!kind) {
    const kinds = organizationKinds.filter((one) => one !== 'group');
    fail(
      'kind',
      `类别应为：${kinds.map((one) => organizationKindNames[one].zh).join('、')}`,
      `the kind is one of: ${kinds.join(', ')}`,
    );
  }
  let uscc: string | null = null;
  if (cell('uscc') !== '') {
    const checked = checkUscc(cell('uscc'));
    if (!checked.ok) fail('uscc', usccFaults[checked.reason].zh, usccFaults[checked.reason].en);
    else {
      uscc = checked.uscc;
      const holder = known.byUscc.get(uscc);
      if (holder) fail('uscc', `已登记给“${holder}”`, `belongs to “${holder}” already`);
      else once('uscc', uscc);
    }
  }
  const validFrom = cell('validFrom') || null;
  if (validFrom !== null && (!isDay(validFrom) || validFrom < '1900-01-01'))
    fail('validFrom', '日期应写作 2020-06-30', 'write a day as 2020-06-30');
  const simulated = cell('simulated').toLowerCase();
  if (!['', '是', '否', 'yes', 'no'].includes(simulated)) fail('simulated', '填“是”或“否”', 'write yes or no');
  if (errors.length > 0 || !kind || kind === 'group') return { errors };
  return {
    errors,
    input: {
      name,
      nameEn: cell('nameEn').slice(0, 200),
      shortNames: splitList(cell('shortNames')).slice(0, 20),
      kind,
      regionCode: region,
      uscc,
      validFrom,
      validTo: null,
      simulated: simulated === '是' || simulated === 'yes',
    },
  };
}
