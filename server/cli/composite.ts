/** `composite run`: a composite index from files, without a database. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Papa from 'papaparse';
import {
  assessUncertainty,
  CompositeError,
  type IndexResult,
  openSolver,
  type Problem,
  type RunConfig,
  readConfig,
  readProblem,
  runIndex,
  type StepResult,
  type Table,
  type Uncertainty,
} from '../../packages/composite/index.ts';
import { AppError } from '../kernel/error.ts';
import { readArguments } from './arguments.ts';
import { print } from './print.ts';

export async function runComposite(args: string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb !== 'run') throw new AppError('usage', { problem: `composite ${verb ?? ''}` });
  const { values, files } = readArguments(
    rest,
    {
      uncertainty: { type: 'string' },
      seed: { type: 'string' },
      json: { type: 'boolean' },
      steps: { type: 'boolean' },
      step: { type: 'string' },
    },
    { min: 1, max: 1 },
  );
  try {
    const config = readConfig(readJson(files[0]!));
    const folder = dirname(resolve(files[0]!));
    const problem = readProblem(config, readCsv(folder, config.data), readCsv(folder, config.tree));
    const solve = JSON.stringify(config).includes('benefit-of-doubt') ? await openSolver() : undefined;
    const result = runIndex(problem.tree, problem.data, problem.model, { solve });
    if (values.step !== undefined) {
      await print(stepCsv(result, values.step));
      return 0;
    }
    const asked = values.uncertainty ?? (config.uncertainty ? String(config.uncertainty.samples) : undefined);
    const uncertainty =
      asked === undefined
        ? undefined
        : assess(problem, config, wholeNumber(asked, '--uncertainty'), values.seed, solve);
    await print(
      values.json
        ? `${JSON.stringify(asJson(problem, result, uncertainty, values.steps === true))}\n`
        : asText(problem, result, uncertainty),
    );
    return 0;
  } catch (error) {
    // What is wrong with the input is said in its own words; anything else is a failure.
    if (error instanceof CompositeError)
      throw new AppError('input.index', { problem: { zh: error.zh, en: error.en } }, { cause: error });
    throw error;
  }
}

function assess(
  { tree, data, model, factors }: Problem,
  { uncertainty }: RunConfig,
  samples: number,
  seed: string | undefined,
  solve: Awaited<ReturnType<typeof openSolver>> | undefined,
): Uncertainty {
  return assessUncertainty(tree, data, model, factors, {
    samples,
    seed: seed === undefined ? (uncertainty?.seed ?? 1) : wholeNumber(seed, '--seed'),
    level: uncertainty?.level,
    sensitivity: uncertainty?.sensitivity ?? true,
    solve,
  });
}

/** A column `simulated` that says 1 for any unit: what was made up stays marked in whatever is computed from it. */
const isSimulated = ({ data }: Problem): boolean => data.groups.get('simulated')?.includes('1') ?? false;

const column = (of: Float64Array) => Array.from(of, (v) => (Number.isNaN(v) ? null : v));

/** Everything by code; a missing value is null. `steps` adds the table after every step. */
function asJson(problem: Problem, result: IndexResult, uncertainty: Uncertainty | undefined, steps: boolean) {
  const { tree, data } = problem;
  const names = new Map(data.units.map((unit, i) => [unit, data.names?.[i]]));
  const root = tree.nodes[tree.root]!.code;
  const of = new Map(uncertainty?.units.map((own) => [own.unit, own]));
  const table = (step: StepResult) => ({
    step: step.step,
    units: step.units,
    values: Object.fromEntries([...step.columns].map(([code, values]) => [code, column(values)])),
  });
  return {
    root,
    ...(isSimulated(problem) && { simulated: true }),
    units: result.units
      .map((unit, i) => {
        const own = of.get(unit);
        return {
          unit,
          name: names.get(unit),
          rank: result.ranks[i],
          score: result.scores.get(root)![i],
          scores: Object.fromEntries([...result.scores].map(([code, values]) => [code, column(values)[i]])),
          ...(own && {
            rankInterval: own.rankInterval,
            rankMedian: own.rankMedian,
            scoreInterval: own.scoreInterval,
            placeBest: own.placeBest,
            placeWorst: own.placeWorst,
            groups: own.groups,
          }),
        };
      })
      .sort((a, b) => a.rank! - b.rank!),
    weights: Object.fromEntries(
      [...result.weights].map(([code, { codes, weights }]) => [
        code,
        Object.fromEntries(codes.map((child, j) => [child, Array.isArray(weights) ? column(weights[j]!) : weights[j]])),
      ]),
    ),
    treatments: result.treatments.map(({ points, ...note }) => ({
      ...note,
      points: points.map((row) => data.units[row]),
    })),
    ...(steps && { steps: result.steps.map(table) }),
    ...(uncertainty && {
      uncertainty: {
        variants: uncertainty.variants,
        factors: uncertainty.factors,
        groups: uncertainty.groups,
        sensitivity: uncertainty.sensitivity,
        unitSensitivity: uncertainty.unitSensitivity && Object.fromEntries(uncertainty.unitSensitivity),
      },
    }),
  };
}

function asText(problem: Problem, result: IndexResult, uncertainty: Uncertainty | undefined): string {
  const { tree, data } = problem;
  const names = new Map(data.units.map((unit, i) => [unit, data.names?.[i] ?? '']));
  const root = tree.nodes[tree.root]!;
  const below = root.children.map((c) => tree.nodes[c]!.code);
  const of = new Map(uncertainty?.units.map((own) => [own.unit, own]));
  const order = result.units.map((_, i) => i).sort((a, b) => result.ranks[a]! - result.ranks[b]!);
  const head = ['名次', '地区', root.code, ...below, ...(uncertainty ? ['名次区间', '不可区分组'] : [])];
  const lines = order.map((i) => {
    const unit = result.units[i]!;
    const own = of.get(unit);
    const scores = [root.code, ...below].map((code) => result.scores.get(code)![i]!.toFixed(2));
    const interval = own ? [own.rankInterval.map((v) => Math.round(v)).join('–'), own.groups.join(' ')] : [];
    return [String(result.ranks[i]), `${unit} ${names.get(unit) ?? ''}`.trim(), ...scores, ...interval].join('\t');
  });
  const shares = uncertainty?.sensitivity?.map(
    ({ factor, first, total, firstInterval, totalInterval }) =>
      `${factor}\t${first.toFixed(3)} [${firstInterval.map((v) => v.toFixed(3)).join(', ')}]\t${total.toFixed(3)} [${totalInterval.map((v) => v.toFixed(3)).join(', ')}]`,
  );
  return [
    ...(isSimulated(problem) ? ['模拟数据 / simulated data'] : []),
    head.join('\t'),
    ...lines,
    ...(uncertainty ? ['', `变体 / variants: ${uncertainty.variants}`] : []),
    ...(shares ? ['因素 / factor\t一阶 / first\t总 / total', ...shares] : []),
    '',
  ].join('\n');
}

function stepCsv(result: IndexResult, name: string): string {
  const step = result.steps.find((own) => own.step === name);
  if (!step) {
    const known = result.steps.map((own) => own.step).join('、');
    throw new CompositeError('step.unknown', { node: name, known });
  }
  const codes = [...step.columns.keys()];
  const rows = step.units.map((unit, i) => [unit, ...codes.map((code) => column(step.columns.get(code)!)[i] ?? '')]);
  return `${Papa.unparse([['uCode', ...codes], ...rows], { newline: '\n' })}\n`;
}

function readJson(path: string): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('file.damaged', { file: path, reason: (error as Error).message }, { cause: error });
  }
}

function readCsv(folder: string, name: string): Table {
  const path = resolve(folder, name);
  const { data, errors, meta } = Papa.parse<Record<string, string>>(readText(path).replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: true,
  });
  const first = errors[0];
  if (first) throw new AppError('file.damaged', { file: path, reason: `${(first.row ?? 0) + 2}: ${first.message}` });
  const twice = Object.values(meta.renamedHeaders ?? {})[0];
  if (twice !== undefined) throw new CompositeError('data.duplicate-column', { node: twice, table: path });
  return data;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new AppError('usage', { problem: `${path}: ${(error as Error).message}` }, { cause: error });
  }
}

function wholeNumber(text: string, option: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new AppError('usage', { problem: `${option} ${text}` });
  return value;
}
