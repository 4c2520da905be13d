/** Imports observations from a CSV or XLSX file: all of it or nothing, with every fault named by row and column. */
import type { ObservationImport, RowError } from '../../../packages/contract/index.ts';
import { permissions, reaches } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { today } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/error.ts';
import { authorize, type Scope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';
import { readRows, type Table, TableError } from '../../kernel/tabular/index.ts';
import { addObservations, compareObservations, type NewObservation, refuseSimulated } from './add-observations.ts';
import { seriesKey } from './find-observations.ts';
import { logPublished } from './log-observations.ts';
import { checkRow, columns, type Known, missingColumns } from './observation-file.ts';

export type ObservationFile = {
  name: string;
  bytes: Uint8Array;
  dryRun: boolean;
  publish?: boolean;
  /** The series that some target asks for (`seriesKey`); a value for another one is taken, with a warning. */
  wanted?: ReadonlySet<string>;
  /** Told after each part that is written; throwing ends the import, and nothing stays. */
  progress?: (done: number, total: number) => Promise<void>;
};

const PART = 1_000;

/** With errors nothing is written, and the answer lists them; a dry run writes nothing either. */
export async function importObservations(
  services: Services,
  scope: Scope,
  file: ObservationFile,
): Promise<ObservationImport> {
  authorize(scope, 'observation.import');
  const table = await readTable(file);
  const answer: ObservationImport = {
    dryRun: file.dryRun,
    rows: table.rows.length,
    added: 0,
    corrected: 0,
    unchanged: 0,
    errors: issuesOf(table, 'error'),
    warnings: issuesOf(table, 'warning'),
  };
  const lacking = missingColumns(table.header);
  for (const column of lacking)
    answer.errors.push({
      row: table.headerRow,
      column,
      value: null,
      message: { zh: `缺少“${column}”列`, en: `the column “${column}” is missing` },
    });
  if (lacking.length > 0) return answer;

  return services.db.within(scope, async (tx) => {
    const known = await findKnown(tx, scope, today(services.clock));
    const rows: { row: number; observation: NewObservation }[] = [];
    for (const row of table.rows) {
      const checked = checkRow(row, known);
      if ('errors' in checked) answer.errors.push(...checked.errors);
      else if ('observation' in checked)
        rows.push({ row: row.row, observation: { ...checked.observation, published: file.publish ?? false } });
    }
    answer.errors.push(...findRepeats(rows));
    answer.warnings.push(...findUnwanted(rows, file.wanted));
    if (answer.errors.length > 0) return answer;
    const by = scope.kind === 'user' ? scope.displayName : 'system';
    const observations = rows.map((row) => row.observation);
    await refuseSimulated(tx, observations);
    if (file.dryRun) return { ...answer, ...(await compareObservations(tx, observations)) };
    const at = services.clock.now();
    const counts = await addInParts(tx, observations, { at, by }, file.progress);
    if (file.publish && counts.added + counts.corrected > 0) await logPublished(tx, at);
    await recordAudit(tx, scope, services.clock, {
      action: 'observation.import',
      regionCode: scope.kind === 'user' ? scope.regionCode : '330000',
      object: { kind: 'file', id: file.name },
      summary: {
        zh: `导入观测值：新增 ${counts.added}，更正 ${counts.corrected}`,
        en: `Imported observations: ${counts.added} added, ${counts.corrected} corrected`,
      },
      details: { file: file.name, ...counts, published: file.publish ?? false },
    });
    return { ...answer, ...counts };
  });
}

async function addInParts(
  tx: Tx,
  observations: readonly NewObservation[],
  recorded: { at: Date; by: string },
  progress: ObservationFile['progress'],
) {
  if (!progress) return addObservations(tx, observations, recorded);
  const counts = { added: 0, corrected: 0, unchanged: 0 };
  await progress(0, observations.length);
  for (let from = 0; from < observations.length; from += PART) {
    const part = observations.slice(from, from + PART);
    const some = await addObservations(tx, part, recorded);
    for (const key of ['added', 'corrected', 'unchanged'] as const) counts[key] += some[key];
    await progress(from + part.length, observations.length);
  }
  return counts;
}

/** Rows below the header. Throws as `importObservations` does where the file cannot be read. */
export async function countRows(file: Pick<ObservationFile, 'name' | 'bytes'>): Promise<number> {
  return (await readTable(file)).rows.length;
}

/** Throws `file.empty`, `file.damaged` or `file.unsupported`, with the reason and what to do. */
async function readTable(file: Pick<ObservationFile, 'name' | 'bytes'>): Promise<Table> {
  try {
    return await readRows(file.bytes, file.name, { expected: Object.values(columns).flat() });
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    const code = error.code === 'empty' ? 'file.empty' : error.code === 'damaged' ? 'file.damaged' : 'file.unsupported';
    throw new AppError(code, { file: file.name, reason: error.messages }, { cause: error });
  }
}

const issuesOf = (table: Table, severity: 'error' | 'warning'): RowError[] =>
  table.errors
    .filter((issue) => issue.severity === severity)
    .map(({ row, column, message }) => ({ row, column, value: null, message }));

async function findKnown(tx: Tx, scope: Scope, day: string): Promise<Known> {
  const indicators = await tx.selectFrom('indicator').select(['id', 'unit']).execute();
  const regions = await tx.selectFrom('region').select('code').distinct().execute();
  const { reach } = permissions['observation.import'];
  return {
    indicators: new Map(indicators.map((row) => [row.id, row.unit])),
    regions: new Set(regions.map((row) => row.code)),
    reaches: (code) => scope.kind === 'system' || (scope.kind === 'user' && reaches(reach, scope.regionCode, code)),
    today: day,
  };
}

/** Values that no target will show: most often a slip in the part of the whole or in the region. */
function findUnwanted(
  rows: readonly { row: number; observation: NewObservation }[],
  wanted: ReadonlySet<string> | undefined,
): RowError[] {
  if (!wanted) return [];
  return rows
    .filter(({ observation }) => {
      const { indicatorId, regionCode, breakdown } = observation;
      return !wanted.has(seriesKey(indicatorId, regionCode, breakdown));
    })
    .map(({ row, observation }) => ({
      row,
      column: columns.breakdown[0],
      value: observation.breakdown,
      message: {
        zh: '没有目标使用这个指标、地区与分项的数，看板上不会出现',
        en: 'no target asks for this indicator, region and part: the board will not show it',
      },
    }));
}

/** The same series and period twice in one file: which one counts is not ours to guess. */
function findRepeats(rows: readonly { row: number; observation: NewObservation }[]): RowError[] {
  const first = new Map<string, number>();
  const errors: RowError[] = [];
  for (const { row, observation } of rows) {
    const key = [observation.indicatorId, observation.regionCode, observation.breakdown, observation.period].join('|');
    const before = first.get(key);
    if (before === undefined) first.set(key, row);
    else
      errors.push({
        row,
        column: columns.indicator[0],
        value: observation.indicatorId,
        message: { zh: `与第 ${before} 行重复`, en: `repeats row ${before}` },
      });
  }
  return errors;
}
