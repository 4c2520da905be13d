/** Stations from a table: a new code adds one, a known one has its name and days brought up to date. */
import type { ObservationImport, RowError, StationKind } from '../../../packages/contract/index.ts';
import { permissions, reaches } from '../../../packages/contract/index.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { authorize, type Scope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import {
  cellReader,
  isDay,
  makeTemplate,
  missingColumns,
  readTable,
  type TableFile,
  tableIssues,
} from '../../kernel/tabular/import-table.ts';

const columns = {
  code: ['站点编号', '断面编号', 'code'],
  name: ['名称', 'name'],
  kind: ['类型', 'kind'],
  region: ['地区代码', 'region'],
  from: ['起', 'from'],
  to: ['止', 'to'],
  simulated: ['模拟数据', 'simulated'],
} as const;
const kinds: Record<string, StationKind> = {
  空气: 'air',
  河流: 'river',
  湖库: 'lake',
  air: 'air',
  river: 'river',
  lake: 'lake',
};

export const stationTemplate = () =>
  makeTemplate(
    '站点',
    [
      { header: columns.code[0], width: 16 },
      { header: columns.name[0], width: 28 },
      { header: columns.kind[0], width: 10, note: '空气、河流、湖库' },
      { header: columns.region[0], width: 12, note: 'GB/T 2260，6 位，县级' },
      { header: columns.from[0], width: 14, note: '如 2020-01-01' },
      { header: columns.to[0], width: 14, note: '可不填' },
      { header: columns.simulated[0], width: 12, note: '模拟站点写“是”' },
    ],
    [],
  );

type NewStation = {
  code: string;
  name: string;
  kind: StationKind;
  region_code: string;
  valid_from: string;
  valid_to: string | null;
  simulated: boolean;
};

export async function importStations(
  { db, clock }: Services,
  scope: Scope,
  file: TableFile & { dryRun: boolean },
): Promise<ObservationImport> {
  authorize(scope, 'environment.import');
  const table = await readTable(file, columns);
  const answer: ObservationImport = {
    dryRun: file.dryRun,
    rows: table.rows.length,
    added: 0,
    corrected: 0,
    unchanged: 0,
    errors: [
      ...tableIssues(table, 'error'),
      ...missingColumns(table, columns, ['code', 'name', 'kind', 'region', 'from']),
    ],
    warnings: tableIssues(table, 'warning'),
  };
  if (answer.errors.length > 0) return answer;
  return db.within(scope, async (tx) => {
    const regions = new Set(
      (await tx.selectFrom('region').select('code').distinct().execute()).map(({ code }) => code),
    );
    const known = new Map((await tx.selectFrom('env_station').selectAll().execute()).map((row) => [row.code, row]));
    const seen = new Set<string>();
    const added: NewStation[] = [];
    const changed: NewStation[] = [];
    for (const { row, cells } of table.rows) {
      const cell = cellReader(cells, columns);
      const errors: RowError[] = [];
      const fail = (column: keyof typeof columns, zh: string, en: string) =>
        errors.push({ row, column: columns[column][0], value: cell(column), message: { zh, en } });
      const region = cell('region');
      const kind = kinds[cell('kind')];
      if (!/^[\w.-]{1,40}$/.test(cell('code')))
        fail('code', '编号用字母、数字、点和横线', 'a code has letters, digits, dots and dashes');
      else if (seen.has(cell('code'))) fail('code', '编号在文件中重复', 'the code twice in this file');
      seen.add(cell('code'));
      if (cell('name') === '') fail('name', '请写名称', 'a name is needed');
      if (!kind) fail('kind', '类型写空气、河流或湖库', 'the kind is air, river or lake');
      if (!regions.has(region)) fail('region', '没有这个地区代码', 'no such region code');
      else if (scope.kind === 'user' && !reaches(permissions['environment.import'].reach, scope.regionCode, region))
        fail('region', '该地区不在您的管辖范围内', 'this region lies outside your reach');
      if (!isDay(cell('from'))) fail('from', '日期应写作 2020-01-01', 'write a day as 2020-01-01');
      if (cell('to') !== '' && (!isDay(cell('to')) || cell('to') < cell('from')))
        fail('to', '止日应不早于起日', 'the last day is not before the first');
      const before = known.get(cell('code'));
      if (before && (before.region_code !== region || before.kind !== kind))
        fail('code', '已有此编号，地区或类型不同', 'this code belongs to a station of another region or kind');
      answer.errors.push(...errors);
      if (errors.length > 0 || !kind) continue;
      const station = {
        code: cell('code'),
        name: cell('name'),
        kind,
        region_code: region,
        valid_from: cell('from'),
        valid_to: cell('to') || null,
        simulated: /^(是|yes|true|1|模拟数据)$/i.test(cell('simulated')),
      };
      if (!before) added.push(station);
      else if (
        before.name !== station.name ||
        before.valid_from !== station.valid_from ||
        before.valid_to !== station.valid_to
      )
        changed.push(station);
    }
    if (answer.errors.length > 0) return answer;
    Object.assign(answer, {
      added: added.length,
      corrected: changed.length,
      unchanged: answer.rows - added.length - changed.length,
    });
    if (file.dryRun || added.length + changed.length === 0) return answer;
    if (added.length > 0)
      await tx
        .insertInto('env_station')
        .values(added.map((station) => ({ ...station, created_at: clock.now() })))
        .execute();
    for (const { code, name, valid_from, valid_to } of changed)
      await tx.updateTable('env_station').set({ name, valid_from, valid_to }).where('code', '=', code).execute();
    await recordAudit(tx, scope, clock, {
      action: 'environment.stations',
      regionCode: scope.kind === 'user' ? scope.regionCode : '330000',
      object: { kind: 'file', id: file.name },
      summary: {
        zh: `导入站点：新增 ${added.length}，更改 ${changed.length}`,
        en: `Imported stations: ${added.length} added, ${changed.length} changed`,
      },
      details: { file: file.name, added: added.length, changed: changed.length },
    });
    return answer;
  });
}
