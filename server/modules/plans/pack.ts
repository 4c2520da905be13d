/**
 * A plan pack: the reviewed facts of one published plan. Made with the reader, checked by hand. It holds names,
 * numbers, units, clauses, and where in the source they stand (hash and offsets), never the source's sentences.
 */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import {
  Comparator,
  Day,
  Decimal,
  RegionCode,
  Span,
  TargetKind,
  TargetPeriod,
} from '../../../packages/contract/index.ts';
import { boundsOfPeriod } from '../../kernel/calendar/index.ts';

const PackFinding = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  zh: z.string(),
  en: z.string(),
});
export const PackTarget = z.object({
  code: z.string(),
  clause: z.string(),
  indicator: z.string(),
  comparator: Comparator,
  value: Decimal,
  valueHigh: Decimal.nullish(),
  unit: z.string(),
  kind: TargetKind,
  period: TargetPeriod,
  year: z.int().nullish(),
  periodStart: Day.nullish(),
  dueOn: Day,
  region: RegionCode.nullish(),
  breakdown: z.string().nullish(),
  lead: z.string().nullish(),
  baseline: z.object({ date: Day, value: Decimal }).nullish(),
  milestones: z.array(z.object({ date: Day, value: Decimal })).default([]),
  suspect: z.boolean().default(false),
  raw: z.string().nullish(),
  findings: z.array(PackFinding).default([]),
  span: Span,
});
export type PackTarget = z.infer<typeof PackTarget>;

export const PlanPack = z.object({
  schema: z.literal('zhimai.plan-pack/1'),
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  titleEn: z.string(),
  shortTitle: z.string(),
  shortTitleEn: z.string(),
  documentNumber: z.string().nullable(),
  issuer: z.string(),
  issuedOn: Day.nullable(),
  region: RegionCode,
  from: z.int(),
  to: z.int(),
  source: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), format: z.string(), span: Span }),
  outline: z.array(z.object({ clause: z.string(), title: z.string(), level: z.int(), span: Span.nullable() })),
  tasks: z.array(
    z.object({
      code: z.string(),
      clause: z.string(),
      title: z.string(),
      lead: z.string().nullable(),
      joint: z.array(z.string()),
      limit: z.object({ words: z.string(), year: z.int() }).nullish(),
      span: Span,
    }),
  ),
  indicators: z.array(z.object({ id: z.string(), name: z.string(), nameEn: z.string().nullish(), unit: z.string() })),
  targets: z.array(PackTarget),
  observations: z.array(
    z.object({
      indicator: z.string(),
      region: RegionCode.nullish(),
      breakdown: z.string().nullish(),
      period: z.string().refine((period) => boundsOfPeriod(period) !== undefined, 'not a period'),
      value: Decimal,
      knownOn: Day,
      note: z.string(),
      span: Span,
    }),
  ),
});
export type PlanPack = z.infer<typeof PlanPack>;

export type LoadedPack = { pack: PlanPack; digest: string; file: string };

export const packFolder = join(import.meta.dirname, '../../../plans');

/** Reads and checks all packs of a folder. Throws with the file's name and the place of the first fault. */
export function readPacks(folder = packFolder): LoadedPack[] {
  return globSync('*.json', { cwd: folder })
    .sort()
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const parsed = PlanPack.safeParse(JSON.parse(text));
      if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
      return { pack: parsed.data, digest: createHash('sha256').update(text).digest('hex'), file };
    });
}
