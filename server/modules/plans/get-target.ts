import type { Observation, TargetDetail } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import type { Scope } from '../../kernel/scope/scope.ts';
import { findBoard, type StoredTarget } from './find-board.ts';
import { findWords } from './find-documents.ts';
import { findTargetVersions } from './versions.ts';

/** A target with everything behind it: rule, clause, words, all values ever recorded, relatives. */
export async function getTarget(tx: Tx, scope: Scope, id: string, asOf: string): Promise<TargetDetail> {
  const entry = (await findBoard(tx, asOf, { ids: [id], absent: true }))[0];
  if (!entry) throw new AppError('not-found', { what: id });
  const { row, target, assessment } = entry;
  const span =
    target.span_start === null || target.span_end === null ? null : { start: target.span_start, end: target.span_end };
  const words = span ? await findWords(tx, target.source_sha256, span) : null;
  const family = await findBoard(tx, asOf, { indicatorId: target.indicator_id });
  const all = await findAllObservations(tx, target);
  // The public learns what was recorded, not by whom.
  const observations = scope.kind === 'public' ? all.map((value) => ({ ...value, recordedBy: '' })) : all;
  return {
    ...row,
    asOf,
    baseline:
      target.baseline_date && target.baseline_value
        ? { date: target.baseline_date, value: target.baseline_value }
        : null,
    milestones: target.milestones as TargetDetail['milestones'],
    rule: {
      id: assessment.rule.id,
      message: assessment.rule.message,
      expected: assessment.rule.expected ?? null,
      latest: assessment.rule.latest?.value ?? null,
      margin: assessment.rule.margin ?? null,
      path: assessment.rule.path,
    },
    versions: await findTargetVersions(tx, id),
    observations,
    related: family.map((relative) => relative.row).filter((relative) => relative.id !== id),
    source: {
      documentId: words?.documentId ?? null,
      sha256: target.source_sha256,
      span,
      words: words ? { before: words.before, text: words.text, after: words.after } : null,
    },
    raw: target.raw,
    findings: target.findings as TargetDetail['findings'],
    history: observations.map((observation) => ({
      at: observation.recordedAt,
      who: observation.recordedBy,
      zh: `${observation.period.replace('/', '–')} 的值记为 ${observation.value}${observation.simulated ? '（模拟数据）' : ''}${observation.supersededAt ? '（后被更正）' : ''}`,
      en: `${observation.period.replace('/', '–')} recorded as ${observation.value}${observation.simulated ? ' (simulated)' : ''}${observation.supersededAt ? ' (corrected later)' : ''}`,
    })),
  };
}

async function findAllObservations(tx: Tx, target: StoredTarget): Promise<Observation[]> {
  const rows = await tx
    .selectFrom('observation')
    .selectAll()
    .where('indicator_id', '=', target.indicator_id)
    .where('region_code', '=', target.region_code)
    .where('breakdown', '=', target.breakdown)
    .orderBy('period_end', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    region: row.region_code,
    period: row.period,
    periodStart: row.period_start,
    periodEnd: row.period_end,
    value: row.value,
    source: row.source as Observation['source'],
    sourceNote: row.source_note,
    simulated: row.simulated,
    derivedFrom: row.derived_from,
    knownOn: row.known_on,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: row.recorded_by,
    supersededAt: row.superseded_at?.toISOString() ?? null,
  }));
}
