/**
 * Other weights on the frozen data, computed where the reader sits. Only the weights change: every step runs as the scheme
 * says. Pure; loaded with the science by who tries weights.
 */
import { CompositeError } from '../../../../../packages/composite/errors.ts';
import { rankDescending } from '../../../../../packages/composite/numbers.ts';
import { type Model, readModel } from '../../../../../packages/composite/read-model.ts';
import { runIndex } from '../../../../../packages/composite/run-index.ts';
import { schemeData, schemeTree } from '../../../../../packages/composite/scheme.ts';
import type { RunData, RunDetail } from '../../../app/contract.ts';

export type Weights = Readonly<Record<string, number>>;
type Run = Pick<RunDetail, 'nodes' | 'steps' | 'weights' | 'year' | 'rows'>;

/** Weights that differ from the run's, as the address keeps them: `products:30,services:5`. */
export function readWeights(text: string | undefined, run: Pick<Run, 'nodes'>): Weights {
  const known = new Set(run.nodes.filter(({ parent }) => parent !== null).map(({ code }) => code));
  const pairs = (text ?? '').split(',').flatMap((pair) => {
    const [code = '', value = ''] = pair.split(':');
    const points = Number(value);
    return known.has(code) && value !== '' && points >= 0 && points <= 100 ? [[code, points] as const] : [];
  });
  return Object.fromEntries(pairs);
}

export const writeWeights = (weights: Weights): string =>
  Object.entries(weights)
    .map(([code, points]) => `${code}:${points}`)
    .join(',');

/** The run's own weight in points of a hundred among its sisters. */
export function ownPoints(run: Pick<Run, 'nodes' | 'weights'>, code: string): number {
  const parent = run.nodes.find((node) => node.code === code)?.parent;
  return Number((((parent && run.weights[parent]?.[code]) || 0) * 100).toFixed(1));
}

/** Shares among sisters once the changed points are taken; they add up to one. */
export function sharesOf(run: Pick<Run, 'nodes' | 'weights'>, parent: string, changed: Weights): Map<string, number> {
  const codes = run.nodes.filter((node) => node.parent === parent).map(({ code }) => code);
  // What is not changed keeps its exact weight, not the rounded points that a slider shows.
  const points = codes.map((code) => changed[code] ?? (run.weights[parent]?.[code] ?? 0) * 100);
  const sum = points.reduce((total, one) => total + one, 0);
  return new Map(codes.map((code, i) => [code, sum > 0 ? (points[i] as number) / sum : 0]));
}

/** Why a scheme cannot be tried here, if it cannot. */
export function cannotTry(steps: RunDetail['steps']): 'cannotSolver' | 'cannotPanel' | undefined {
  const text = JSON.stringify(steps);
  if (text.includes('"benefit-of-doubt"')) return 'cannotSolver';
  if (text.includes('"panel"')) return 'cannotPanel';
  return undefined;
}

/** Whether the scheme lets data or experts set weights that sliders overrule. */
export function weightsComputed(steps: RunDetail['steps']): boolean {
  const aggregate = steps.find(({ step }) => step === 'aggregate');
  const text = JSON.stringify(aggregate?.weights ?? {});
  return [...text.matchAll(/"method":"([a-z-]+)"/g)].some(([, method]) => method !== 'given');
}

export type Tried = { region: string; rank: number; score: number };

/** @throws CompositeError in both languages */
export function tryWeights(run: Run, data: RunData, changed: Weights): Tried[] {
  const shares = new Map(
    run.nodes
      .filter(({ indicator }) => indicator === undefined)
      .flatMap(({ code }) => [...sharesOf(run, code, changed)]),
  );
  const nodes = run.nodes.map((node) => ({ ...node, weight: shares.get(node.code) ?? node.weight }));
  const parents = new Map(run.rows.map(({ region, parent }) => [region.code, parent?.code ?? null]));
  const tree = schemeTree(nodes);
  const result = runIndex(
    tree,
    schemeData(nodes, {
      year: run.year,
      units: data.rows.map(({ region, kind }) => ({
        code: region,
        name: region,
        parent: parents.get(region) ?? null,
        kind,
      })),
      values: data.rows.flatMap(({ region, values }) =>
        values.flatMap((value, i) =>
          value === null ? [] : [{ indicator: data.indicators[i] as string, region, year: run.year, value }],
        ),
      ),
    }),
    asGiven(readModel(run.steps)),
  );
  const root = tree.nodes[tree.root]?.code ?? '';
  const scores = result.scores.get(root) ?? new Float64Array();
  const ranks = rankDescending(scores);
  return result.units
    .map((region, i) => ({ region, rank: ranks[i] as number, score: scores[i] as number }))
    .sort((a, b) => a.rank - b.rank);
}

/** The same model with the weights of the tree everywhere. */
const asGiven = (model: Model): Model => ({
  steps: model.steps.map((step) =>
    step.step === 'aggregate' ? { ...step, weights: { base: { method: 'given' }, levels: {}, nodes: {} } } : step,
  ),
});

/** What is wrong, in both languages; anything that is not the science's own refusal goes on. */
export function problemWords(error: unknown): { zh: string; en: string } {
  if (error instanceof CompositeError) return { zh: error.zh, en: error.en };
  throw error;
}
