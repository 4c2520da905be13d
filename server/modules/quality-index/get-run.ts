import {
  CompositeError,
  type Decomposition,
  decomposeScore,
  findLifts,
  type IndexResult,
  type Model,
} from '../../../packages/composite/index.ts';
import type { RunData, RunDetail, RunProfile } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { AppError } from '../../kernel/error.ts';
import type { Scope } from '../../kernel/scope/scope.ts';
import { findIndicators, findOrigins } from '../indicators/index.ts';
import { mayFor } from './find-schemes.ts';
import { getFrozen } from './freeze-vintage.ts';
import { getStoredRun, type RunWithResult, regionNamed, rootOf, runRows, toRunRow } from './rows.ts';
import { runAgain } from './run-again.ts';

/** A run with all its results. @throws AppError not-found */
export async function getRun(tx: Tx, scope: Scope, id: string): Promise<RunDetail> {
  const run = await getStoredRun(tx, id);
  const { content, result } = run;
  const root = rootOf(content.nodes);
  const frozen = await getFrozen(tx, run.vintage_id);
  const parents = new Map(frozen.units.map((unit) => [unit.code, unit.parent]));
  const simulated = new Set(
    frozen.values.filter((value) => value.simulated && value.year === run.year).map(({ region }) => region),
  );
  const others = await runRows(tx)
    .where('r.scheme_id', '=', run.scheme_id)
    .where('d.level', '=', run.level)
    .where('r.id', '<>', id)
    .where('r.withdrawn_at', 'is', null)
    .orderBy('d.year', 'desc')
    .orderBy('r.run_at', 'desc')
    .limit(50)
    .execute();
  return {
    ...toRunRow(run, scope),
    schemeId: run.scheme_id,
    schemeName: run.scheme_name,
    schemeNameEn: run.scheme_name_en,
    region: regionNamed(run.region_code, run.year),
    asOf: run.as_of,
    nodes: content.nodes,
    context: content.context,
    steps: content.steps,
    factors: content.uncertainty.factors,
    seed: content.uncertainty.seed,
    rows: result.rows.map(({ region, imputed, ...row }) => ({
      ...row,
      region: regionNamed(region, run.year),
      parent: parents.get(region) ? regionNamed(parents.get(region) as string, run.year) : null,
      score: row.scores[root] as string,
      imputed: imputed.length,
      simulated: simulated.has(region),
    })),
    screened: result.screened.map((code) => regionNamed(code, run.year)),
    groups: result.groups,
    sensitivity: result.sensitivity,
    weights: result.weights,
    treatments: result.treatments,
    dataDigest: run.data_digest,
    methodDigest: run.method_digest,
    note: run.note,
    withdrawnReason: run.withdrawn_reason,
    others: others.map((other) => ({
      id: other.id,
      year: other.year,
      kind: other.kind as 'trial',
      runAt: other.run_at.toISOString(),
    })),
    mayPublish: mayFor(scope, 'index.publish', run.region_code),
  };
}

/**
 * Explaining takes about 0.1 s of computing, and what it gives never changes: the last few hundred are kept. Not so where the
 * values come from: each reader is told what that reader may see of an observation.
 */
type Explained = { profile: RunProfile; observations: ReadonlyMap<string, string> };
const explained = new Map<string, Explained>();
const KEPT = 400;

/** One region of a run, explained from the frozen data. @throws AppError not-found */
export async function getRunProfile(tx: Tx, id: string, regionCode: string): Promise<RunProfile> {
  // First: may this scope see the run at all?
  const run = await getStoredRun(tx, id);
  const key = `${id} ${regionCode}`;
  const known = explained.get(key) ?? (await explainRegion(tx, run, regionCode));
  const oldest = explained.keys().next().value;
  if (explained.size >= KEPT && oldest !== undefined) explained.delete(oldest);
  explained.set(key, known);
  return withOrigins(tx, known);
}

async function withOrigins(tx: Tx, { profile, observations }: Explained): Promise<RunProfile> {
  const found = await findOrigins(tx, [...new Set(observations.values())]);
  const origins = new Map(found.map((origin) => [origin.id, origin]));
  return {
    ...profile,
    values: profile.values.map((value) => {
      const origin = origins.get(observations.get(value.code) ?? '');
      return {
        ...value,
        source: origin?.source ?? null,
        sourceNote: origin?.source_note ?? null,
        link: origin?.derived_from ?? null,
        knownOn: origin?.known_on ?? null,
      };
    }),
  };
}

/** Against the mean of all regions; undefined where the methods give a score that has no parts. */
function decompose(...[result, model, region]: [IndexResult, Model, string]): Decomposition | undefined {
  try {
    return decomposeScore(result, model, region, { mean: true });
  } catch (error) {
    if (error instanceof CompositeError && error.code === 'explain.not-additive') return undefined;
    throw error;
  }
}

/** Looking for lifts runs the index about a thousand times: some methods, and very wide schemes, take too long for a page. */
const takesLong = ({ nodes, steps }: RunWithResult['content'], units: number): boolean =>
  /"(benefit-of-doubt|em|kemeny|copeland|outranking|correlation)"/.test(JSON.stringify(steps)) ||
  nodes.length * units > 6_000;

async function explainRegion(tx: Tx, run: RunWithResult, regionCode: string): Promise<Explained> {
  const { content } = run;
  const row = run.result.rows.find(({ region }) => region === regionCode);
  if (!row) throw new AppError('not-found', { what: regionCode });
  const frozen = await getFrozen(tx, run.vintage_id);
  const { tree, model, data, solve, result } = await runAgain(run, frozen);
  const decomposition = decompose(result, model, regionCode);
  const lifts = takesLong(content, data.units.length) ? null : findLifts(tree, data, model, regionCode, { solve });
  const stored = await tx
    .selectFrom('index_vintage_value')
    .selectAll()
    .where('vintage_id', '=', run.vintage_id)
    .where('region_code', '=', regionCode)
    .where('year', '=', run.year)
    .execute();
  const held = new Map(stored.map((value) => [value.indicator_id, value]));
  const units = new Map((await findIndicators(tx)).map((indicator) => [indicator.id, indicator.unit]));
  const number = (value: number) => (Number.isNaN(value) ? null : value);
  const profile: RunProfile = {
    region: regionNamed(regionCode, run.year),
    rank: row.rank,
    score: row.scores[rootOf(content.nodes)] as string,
    method: decomposition?.method ?? 'none',
    reference: decomposition?.reference.toFixed(6) ?? null,
    contributions: (decomposition?.contributions ?? []).map(({ code, value, reference, contribution }) => ({
      code,
      value: number(value),
      reference: number(reference),
      contribution,
    })),
    values: content.nodes.flatMap((node) => {
      if (node.indicator === undefined) return [];
      const value = held.get(node.indicator);
      const divisor = node.denominator === undefined ? undefined : held.get(node.denominator);
      return [
        {
          code: node.code,
          indicator: node.indicator,
          unit: units.get(node.indicator) ?? '',
          value: value?.value ?? null,
          denominator: divisor?.value ?? null,
          imputed: row.imputed.includes(node.code),
          simulated: (value?.simulated ?? false) || (divisor?.simulated ?? false),
          source: null,
          sourceNote: null,
          link: null,
          knownOn: null,
        },
      ];
    }),
    liftsLeftOut: lifts === null,
    lifts: (lifts ?? []).map((lift) => ({
      code: lift.code,
      value: number(lift.value),
      best: lift.best,
      rankAtBest: lift.rankAtBest,
      needed: lift.needed ?? null,
      rankNeeded: lift.rankNeeded ?? null,
      effort: lift.effort ?? null,
    })),
    sensitivity: run.result.unitSensitivity[regionCode] ?? [],
  };
  const observations = content.nodes.flatMap(({ code, indicator }) => {
    const value = indicator === undefined ? undefined : held.get(indicator);
    return value ? [[code, value.observation_id] as const] : [];
  });
  return { profile, observations: new Map(observations) };
}

/** The frozen values of the run's own year, for trying other weights in the browser. */
export async function getRunData(tx: Tx, id: string): Promise<RunData> {
  const run = await getStoredRun(tx, id);
  const frozen = await getFrozen(tx, run.vintage_id);
  const indicators = [...new Set(frozen.values.map(({ indicator }) => indicator))].sort();
  const held = new Map(
    frozen.values
      .filter(({ year }) => year === run.year)
      .map(({ indicator, region, value }) => [`${region} ${indicator}`, value]),
  );
  return {
    indicators,
    rows: frozen.units.map(({ code, kind }) => ({
      region: code,
      kind,
      values: indicators.map((indicator) => held.get(`${code} ${indicator}`) ?? null),
    })),
  };
}
