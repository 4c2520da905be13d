import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { AppError } from '../kernel/error.ts';
import {
  accountsToCsv,
  answerKey,
  loadSimulated,
  simulateObservations,
  simulateReadings,
  simulateStations,
  simulationToCsv,
  stationsToCsv,
} from '../simulate/index.ts';
import { readArguments } from './arguments.ts';
import { openServices } from './open-services.ts';
import { readSettings } from './settings.ts';

/**
 * `simulate observations --seed N [--from Y --to Y] [--out FILE.csv] [--key FILE.json] [--load]`
 * `simulate readings --seed N --rows N --out FILE.csv [--stations FILE.csv] [--year Y]`
 */
export async function runSimulate(args: string[]): Promise<number> {
  const { values, files } = readArguments(
    args,
    {
      seed: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      out: { type: 'string' },
      key: { type: 'string' },
      load: { type: 'boolean' },
      rows: { type: 'string' },
      stations: { type: 'string' },
      year: { type: 'string' },
    },
    { min: 1, max: 1 },
  );
  if (files[0] === 'readings') return writeReadings(values);
  if (files[0] === 'accounts') {
    if (!values.out) throw new AppError('usage', { problem: 'simulate accounts --out FILE.csv' });
    const to = readNumber('--to', values.to, { least: 2015, most: 2100, otherwise: 2024 });
    const from = readNumber('--from', values.from, { least: 2015, most: to, otherwise: to - 1 });
    const seed = readNumber('--seed', values.seed, { least: 0, most: 0xffffffff });
    writeFileSync(values.out, accountsToCsv(seed, { from, to }));
    return 0;
  }
  if (files[0] !== 'observations') throw new AppError('usage', { problem: `simulate ${files[0]}` });
  const to = readNumber('--to', values.to, { least: 2000, most: 2100, otherwise: 2025 });
  const from = readNumber('--from', values.from, { least: 2000, most: to, otherwise: to - 2 });
  const simulation = simulateObservations(readNumber('--seed', values.seed, { least: 0, most: 0xffffffff }), {
    from,
    to,
  });
  if (values.key) writeFileSync(values.key, `${JSON.stringify(answerKey(simulation), null, 1)}\n`);
  if (values.out) writeFileSync(values.out, simulationToCsv(simulation));
  if (!values.out && !values.key && !values.load) process.stdout.write(simulationToCsv(simulation));
  const said = `模拟数据 / simulated: ${simulation.values.length}（${from}–${to}）`;
  if (values.out || values.key) process.stderr.write(`${said}\n`);
  if (values.load) await load(simulation);
  return 0;
}

async function load(simulation: ReturnType<typeof simulateObservations>): Promise<void> {
  const { services, database } = await openServices(readSettings());
  try {
    const { added, corrected, unchanged, published } = await loadSimulated(services, simulation);
    const seen = published ? '已公开，标明模拟 / published, marked' : '未公开 / not published';
    process.stdout.write(`新增 added ${added} · 更正 corrected ${corrected} · 未变 unchanged ${unchanged} · ${seen}\n`);
  } finally {
    await database.close();
  }
}

/** An hour a row: a station fills a year with some 52,000 of them. */
const HOURS_OF_A_STATION = 365 * 24 * 6;

function writeReadings(values: {
  seed?: string;
  rows?: string;
  out?: string;
  stations?: string;
  year?: string;
}): number {
  if (!values.out) throw new AppError('usage', { problem: 'simulate readings --out FILE.csv' });
  const rows = readNumber('--rows', values.rows, { least: 1, most: 20_000_000 });
  const plan = {
    seed: readNumber('--seed', values.seed, { least: 0, most: 0xffffffff }),
    year: readNumber('--year', values.year, { least: 2015, most: 2100, otherwise: 2025 }),
    grain: 'hour' as const,
    rows,
    airStations: Math.min(999, Math.ceil(rows / (HOURS_OF_A_STATION * 0.98))),
    sections: 0,
  };
  const out = openSync(values.out, 'w');
  for (const part of simulateReadings(plan)) writeSync(out, part);
  closeSync(out);
  if (values.stations) writeFileSync(values.stations, stationsToCsv(simulateStations(plan)));
  process.stderr.write(`模拟数据 / simulated: ${plan.airStations} 个站点 stations\n`);
  return 0;
}

type Bounds = { least: number; most: number; otherwise?: number };

/** A whole number within bounds. Throws `usage`, which names option and bounds. */
export function readNumber(option: string, text: string | undefined, { least, most, otherwise }: Bounds): number {
  if (text === undefined && otherwise !== undefined) return otherwise;
  const value = /^\d+$/.test(text ?? '') ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new AppError('usage', { problem: `${option} ${text ?? ''}（${least}–${most}）` });
  return value;
}
