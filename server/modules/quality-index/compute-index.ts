/** Runs a scheme on frozen data, with intervals, groups and sensitivity. Pure; it runs in a thread of its own. */
import {
  assessUncertainty,
  type IndexResult,
  openSolver,
  runIndex,
  type SensitivityIndex,
  schemeData,
} from '../../../packages/composite/index.ts';
import type { SchemeContent } from '../../../packages/contract/index.ts';
import { type FrozenData, problemOf } from './model.ts';

export type ComputeQuestion = { content: SchemeContent; frozen: FrozenData; samples: number };

/** What is kept of a run. Scores are rounded to six decimals where they are first written. */
export type StoredResult = {
  rows: {
    region: string;
    rank: number;
    scores: Record<string, string | null>;
    rankMedian: number;
    rankInterval: [number, number];
    scoreInterval: [number, number];
    placeBest: number;
    placeWorst: number;
    groups: number[];
    /** Codes of the indicators whose value was filled in. */
    imputed: string[];
  }[];
  screened: string[];
  groups: string[][];
  sensitivity: SensitivityIndex[];
  unitSensitivity: Record<string, SensitivityIndex[]>;
  weights: Record<string, Record<string, number>>;
  treatments: { code: string; method: string; points: string[] }[];
};

const needsSolver = (content: SchemeContent) =>
  JSON.stringify([content.steps, content.uncertainty.factors]).includes('benefit-of-doubt');

/** The run alone, every step kept: what explanations start from. */
export async function runScheme(content: SchemeContent, frozen: FrozenData) {
  const { tree, model } = problemOf(content);
  const data = schemeData(content.nodes, frozen);
  const solve = needsSolver(content) ? await openSolver() : undefined;
  return { tree, model, data, solve, result: runIndex(tree, data, model, { solve }) };
}

export async function computeIndex(
  { content, frozen, samples }: ComputeQuestion,
  progress?: (done: number, total: number) => void,
): Promise<StoredResult> {
  const { tree, model, data, solve, result } = await runScheme(content, frozen);
  const { factors } = problemOf(content);
  const seed = content.uncertainty.seed;
  const found = assessUncertainty(tree, data, model, factors, { samples, seed, sensitivity: true, solve, progress });
  const at = new Map(result.units.map((unit, i) => [unit, i]));
  const imputed = imputedOf(result);
  return {
    rows: found.units.map((own) => {
      const row = at.get(own.unit) as number;
      return {
        region: own.unit,
        rank: own.rank,
        scores: Object.fromEntries([...result.scores].map(([code, column]) => [code, decimal(column[row] as number)])),
        rankMedian: own.rankMedian,
        rankInterval: own.rankInterval,
        scoreInterval: own.scoreInterval,
        placeBest: own.placeBest,
        placeWorst: own.placeWorst,
        groups: own.groups,
        imputed: imputed(own.unit),
      };
    }),
    screened: data.units.filter((unit) => !at.has(unit)),
    groups: found.groups,
    sensitivity: found.sensitivity ?? [],
    unitSensitivity: Object.fromEntries(found.unitSensitivity ?? []),
    weights: Object.fromEntries(
      [...result.weights].map(([code, { codes, weights }]) => [
        code,
        // Weights by unit have no one value; the mean stands for them.
        Object.fromEntries(
          codes.map((child, j) => [child, Array.isArray(weights) ? meanOf(weights[j]!) : (weights[j] as number)]),
        ),
      ]),
    ),
    treatments: result.treatments.map(({ code, method, points }) => ({
      code,
      method,
      points: points.map((unit) => data.units[unit] as string),
    })),
  };
}

const meanOf = (x: Float64Array) => x.reduce((sum, v) => sum + v, 0) / x.length;

/** Six decimals, for ever: what is stored, shown, exported and compared is one and the same figure. */
const decimal = (value: number): string | null =>
  Number.isNaN(value) ? null : value.toFixed(6).replace(/^-(0\.0+)$/, '$1');

function imputedOf(result: IndexResult): (unit: string) => string[] {
  const at = result.steps.findIndex(({ step }) => step === 'impute');
  if (at < 1) return () => [];
  const [before, after] = [result.steps[at - 1]!, result.steps[at]!];
  return (unit) => {
    const [from, to] = [before.units.indexOf(unit), after.units.indexOf(unit)];
    return [...after.columns]
      .filter(([code, column]) => Number.isNaN(before.columns.get(code)?.[from]) && !Number.isNaN(column[to]))
      .map(([code]) => code);
  };
}
