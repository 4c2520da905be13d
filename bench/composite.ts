// Replications of a composite index, all steps again in each: denominate, impute, screen, treat, normalise, aggregate, rank.
// Against the goal of 10,000 replications of ASEM (51 units, 49 indicators) in 4 s on one core; the R package that ASEM comes
// from takes about 0.2 s for each.
// usage: node bench/composite.ts [REPLICATIONS]
import { existsSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { asemModel, readAsem } from '../packages/composite/fixtures.ts';
import {
  buildTree,
  type IndexData,
  type IndexNode,
  planVariants,
  readFactors,
  runVariants,
  seeded,
  summariseVariants,
  type Tree,
} from '../packages/composite/index.ts';

const factors = readFactors([
  { kind: 'weights', noise: 0.25 },
  { kind: 'normalise', options: [{ method: 'min-max' }, { method: 'z-score', mean: 50, sd: 15 }] },
  { kind: 'treat', options: [{}, { first: { method: 'winsorize', maxPoints: 3 } }] },
  { kind: 'inclusion', mode: 'one-out' },
]);

/** 101 units and 60 indicators in seven groups, skewed and with gaps, from a seed. */
function simulate(): { tree: Tree; data: IndexData } {
  const random = seeded(7);
  const codes = Array.from({ length: 60 }, (_, j) => `i${j}`);
  const node = (code: string, parent: string | null, kind: IndexNode['kind']): IndexNode => ({
    code,
    parent,
    kind,
    weight: 1,
    direction: 1,
  });
  const tree = buildTree([
    ...codes.map((code, j) => ({
      ...node(code, `g${j % 7}`, 'indicator'),
      denominator: j % 3 === 0 ? 'people' : undefined,
    })),
    ...Array.from({ length: 7 }, (_, g) => node(`g${g}`, 'index', 'aggregate')),
    node('index', null, 'aggregate'),
  ]);
  const column = () => Float64Array.from({ length: 101 }, () => (random() < 0.03 ? NaN : Math.exp(3 * random())));
  const columns = new Map(codes.map((code) => [code, column()]));
  columns.set(
    'people',
    Float64Array.from({ length: 101 }, () => 10 + 90 * random()),
  );
  const kinds = Array.from({ length: 101 }, (_, i) => (i % 2 ? 'Asia' : 'Europe'));
  return {
    tree,
    data: { units: kinds.map((_, i) => `u${i}`), columns, groups: new Map([['EurAsia_group', kinds]]) },
  };
}

const cases = { asem: readAsem, simulated: simulate };
type Job = { name: keyof typeof cases; samples: number; from: number; to: number };

function run({ name, samples, from, to }: Job): Float64Array {
  const { tree, data } = cases[name]();
  return runVariants(planVariants(tree, data, asemModel, factors, { samples, seed: 1 }), from, to);
}

if (!isMainThread) {
  const job = workerData as Job;
  run({ ...job, samples: 2, from: 0, to: 4 });
  parentPort?.on('message', () => {
    const scores = run(job);
    parentPort?.postMessage(scores.length);
  });
  parentPort?.postMessage('ready');
} else {
  const replications = Number(process.argv[2] ?? 10_000);
  const GOAL_PER_SECOND = 2_500;
  const names = (
    existsSync(`${import.meta.dirname}/../../shared/conformance/composite-asem`) ? ['asem', 'simulated'] : ['simulated']
  ) as Job['name'][];
  if (names.length === 1)
    console.log('shared/conformance/composite-asem is missing: only the simulated case is measured');
  for (const name of names) {
    const { tree, data } = cases[name]();
    const label = `${name} ${data.units.length} × ${tree.indicators}`;
    const measure = (samples: number): { ms: number; scores: Float64Array } => {
      const from = performance.now();
      const scores = run({ name, samples, from: 0, to: 2 * samples });
      return { ms: performance.now() - from, scores };
    };
    measure(250);
    const small = measure(replications / 20);
    const whole = measure(replications / 2);
    const rate = replications / (whole.ms / 1000);
    console.log(
      `${label}: ${replications} replications in ${(whole.ms / 1000).toFixed(2)} s on one core, ${rate.toFixed(0)} a second` +
        `; per replication against a tenth of them ${(whole.ms / replications / (small.ms / (replications / 10))).toFixed(2)}`,
    );
    if (name === 'asem')
      console.log(`  time against the goal of 4 s for 10,000: ${(GOAL_PER_SECOND / rate).toFixed(2)}`);
    const plan = planVariants(tree, data, asemModel, factors, { samples: replications / 2, seed: 1 });
    const start = performance.now();
    const summary = summariseVariants(plan, whole.scores, { seed: 1 });
    console.log(
      `  intervals and groups of ${summary.units.length} units in ${(performance.now() - start).toFixed(0)} ms`,
    );
    const half = replications / 2;
    const workers = [0, 1].map(
      (i) =>
        new Worker(new URL(import.meta.url), {
          workerData: { name, samples: half, from: i * half, to: (i + 1) * half } satisfies Job,
        }),
    );
    const next = (worker: Worker) => new Promise((done) => worker.once('message', done));
    await Promise.all(workers.map(next));
    const both = performance.now();
    await Promise.all(
      workers.map((worker) => {
        worker.postMessage('run');
        return next(worker);
      }),
    );
    const two = performance.now() - both;
    console.log(
      `  two cores: ${(replications / (two / 1000)).toFixed(0)} a second, ${(whole.ms / two).toFixed(2)} × one core`,
    );
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
