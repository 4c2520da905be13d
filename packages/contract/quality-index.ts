/** A composite index of regions: schemes and their versions, rounds of weighting, frozen data, runs, publication. */
import { z } from 'zod';
import { Day, Decimal, Message, RegionCode } from './basics.ts';
import { CaseView } from './lifecycle.ts';

export const indexLevels = ['city', 'county'] as const;
export const IndexLevel = z.enum(indexLevels);
export type IndexLevel = z.infer<typeof IndexLevel>;
const Year = z.int().min(1990).max(2100);
const Code = z.string().regex(/^[a-zA-Z0-9_-]{1,60}$/);
const Named = { name: z.string().trim().min(1).max(200), nameEn: z.string().trim().max(200) };

/** A node of the tree: one with an `indicator` is at the bottom. */
export const SchemeNode = z.strictObject({
  code: Code,
  ...Named,
  parent: Code.nullable(),
  weight: z.number().min(0).max(1e6),
  indicator: z.string().max(100).optional(),
  direction: z.union([z.literal(1), z.literal(-1)]).optional(),
  /** Indicator that it is divided by. */
  denominator: z.string().max(100).optional(),
  /** Worst and best bound in the indicator's own unit, after division; the lower number first. */
  goalposts: z.tuple([z.number(), z.number()]).optional(),
  target: z.number().optional(),
});
export type SchemeNode = z.infer<typeof SchemeNode>;

/** What a scheme says: tree, steps, what is uncertain. Steps and factors are those of the `composite` science. */
export const SchemeContent = z.strictObject({
  nodes: z.array(SchemeNode).min(2).max(400),
  /** Indicators that only divide others. */
  context: z.array(z.strictObject({ id: z.string().max(100), ...Named, unit: z.string().max(40) })).max(40),
  steps: z.array(z.record(z.string(), z.unknown())).min(1).max(6),
  uncertainty: z.strictObject({
    samples: z.int().min(2).max(20_000),
    seed: z
      .int()
      .min(0)
      .max(2 ** 32 - 1),
    factors: z.array(z.record(z.string(), z.unknown())).min(1).max(20),
  }),
});
export type SchemeContent = z.infer<typeof SchemeContent>;

const RegionName = z.object({ code: RegionCode, name: z.string(), nameEn: z.string() });
const Person = z.object({ id: z.string(), name: z.string() });

export const SchemeRow = z.object({
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  note: z.string(),
  noteEn: z.string(),
  region: RegionName,
  indicators: z.int(),
  versions: z.int(),
  /** The adopted version in force, and the draft being worked on. */
  adopted: z.int().nullable(),
  draft: z.int().nullable(),
  /** Published results, the newest first. */
  published: z.array(z.object({ runId: z.string(), level: IndexLevel, year: Year, simulated: z.boolean() })),
});
export type SchemeRow = z.infer<typeof SchemeRow>;
export const SchemeList = z.object({ schemes: z.array(SchemeRow) });
export type SchemeList = z.infer<typeof SchemeList>;

export const NewScheme = z.object({
  id: z.string().regex(/^[a-z0-9-]{3,60}$/),
  name: z.string().trim().min(1).max(100),
  nameEn: z.string().trim().max(200).default(''),
  /** Copies the newest version of another scheme; the shipped one is there from the start. */
  from: z.string().max(60),
});
export type NewScheme = z.infer<typeof NewScheme>;

export const VersionRow = z.object({
  id: z.string(),
  number: z.int(),
  state: z.object({ id: z.string(), zh: z.string(), en: z.string(), tone: z.string() }),
  createdAt: z.string(),
  author: z.string(),
});
export type VersionRow = z.infer<typeof VersionRow>;

export const RunRow = z.object({
  id: z.string(),
  versionId: z.string(),
  versionNumber: z.int(),
  kind: z.enum(['trial', 'official']),
  level: IndexLevel,
  year: Year,
  units: z.int(),
  simulated: z.boolean(),
  samples: z.int(),
  runAt: z.string(),
  actor: z.string(),
  publishedAt: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
});
export type RunRow = z.infer<typeof RunRow>;

/** What is wrong with a draft, at a node where there is one; an index with problems cannot be run or adopted. */
export const SchemeProblem = z.object({ node: z.string().nullable(), message: Message });
export type SchemeProblem = z.infer<typeof SchemeProblem>;

export const SchemeDetail = SchemeRow.omit({ versions: true }).extend({
  versions: z.array(VersionRow),
  runs: z.array(RunRow),
  /** Years for which any indicator of the newest version has values, by level. */
  years: z.array(z.object({ level: IndexLevel, year: Year, values: z.int(), simulated: z.boolean() })),
  mayEdit: z.boolean(),
  mayPublish: z.boolean(),
});
export type SchemeDetail = z.infer<typeof SchemeDetail>;

export const VersionDetail = VersionRow.extend({
  schemeId: z.string(),
  schemeName: z.string(),
  schemeNameEn: z.string(),
  region: RegionName,
  content: SchemeContent,
  revision: z.int(),
  problems: z.array(SchemeProblem),
  /** SHA-256 of the content. */
  digest: z.string(),
  case: CaseView,
  mayEdit: z.boolean(),
  /** Rounds whose result was taken over, by node. */
  weightsFrom: z.record(z.string(), z.object({ roundId: z.string(), method: z.string(), experts: z.int() })),
});
export type VersionDetail = z.infer<typeof VersionDetail>;

export const SaveVersion = z.object({ revision: z.int(), content: SchemeContent });
export type SaveVersion = z.infer<typeof SaveVersion>;

/** Freezes the values of a year as they are known on a day, and runs a version on them. */
export const NewRun = z.object({
  kind: z.enum(['trial', 'official']),
  level: IndexLevel,
  year: Year,
  asOf: Day.optional(),
  samples: z.int().min(2).max(20_000).optional(),
});
export type NewRun = z.infer<typeof NewRun>;

const Interval = z.tuple([z.number(), z.number()]);
export const RunUnit = z.object({
  region: RegionName,
  /** City of a county. */
  parent: RegionName.nullable(),
  rank: z.int(),
  score: Decimal,
  /** By node code, rounded to six decimals; null where a unit has no score. */
  scores: z.record(z.string(), Decimal.nullable()),
  rankMedian: z.number(),
  rankInterval: Interval,
  scoreInterval: Interval,
  placeBest: z.int(),
  placeWorst: z.int(),
  groups: z.array(z.int()),
  /** Values that were missing and filled in, and whether any value is simulated. */
  imputed: z.int(),
  simulated: z.boolean(),
});
export type RunUnit = z.infer<typeof RunUnit>;

const SensitivityRow = z.object({
  factor: z.string(),
  first: z.number(),
  total: z.number(),
  firstInterval: Interval,
  totalInterval: Interval,
});
export const RunDetail = RunRow.extend({
  schemeId: z.string(),
  schemeName: z.string(),
  schemeNameEn: z.string(),
  region: RegionName,
  asOf: Day,
  nodes: z.array(SchemeNode),
  context: SchemeContent.shape.context,
  steps: z.array(z.record(z.string(), z.unknown())),
  factors: z.array(z.record(z.string(), z.unknown())),
  seed: z.int(),
  rows: z.array(RunUnit),
  /** Regions that the screening left out. */
  screened: z.array(RegionName),
  /** Groups of regions that cannot be told apart, from the top. */
  groups: z.array(z.array(RegionCode)),
  sensitivity: z.array(SensitivityRow),
  /** Weights of the children, by node; scaled to one. */
  weights: z.record(z.string(), z.record(z.string(), z.number())),
  treatments: z.array(z.object({ code: z.string(), method: z.string(), points: z.array(RegionCode) })),
  /** Digests of the frozen data and of the method: the same two give the same result. */
  dataDigest: z.string(),
  methodDigest: z.string(),
  note: z.string(),
  withdrawnReason: z.string().nullable(),
  /** Other runs of the same scheme and level, to compare with. */
  others: z.array(z.object({ id: z.string(), year: Year, kind: z.enum(['trial', 'official']), runAt: z.string() })),
  mayPublish: z.boolean(),
});
export type RunDetail = z.infer<typeof RunDetail>;

/** One region of a run: where its score comes from, what would lift it, how it changed. */
export const RunProfile = z.object({
  region: RegionName,
  rank: z.int(),
  score: Decimal,
  /** `none`: the score has no parts, as with comparisons pair by pair. */
  method: z.enum(['linear', 'shares', 'shapley', 'none']),
  /** Against the mean of all regions; contributions of indicators add up to score − reference. */
  reference: Decimal.nullable(),
  contributions: z.array(
    z.object({
      code: z.string(),
      value: z.number().nullable(),
      reference: z.number().nullable(),
      contribution: z.number(),
    }),
  ),
  /** The frozen value of each indicator, and the observation behind it. */
  values: z.array(
    z.object({
      code: z.string(),
      indicator: z.string(),
      unit: z.string(),
      value: Decimal.nullable(),
      denominator: Decimal.nullable(),
      imputed: z.boolean(),
      simulated: z.boolean(),
      source: z.string().nullable(),
      sourceNote: z.string().nullable(),
      /** Page of the records that it was computed from. */
      link: z.string().nullable(),
      knownOn: Day.nullable(),
    }),
  ),
  /** Looking for them would take too long with these methods. */
  liftsLeftOut: z.boolean(),
  lifts: z.array(
    z.object({
      code: z.string(),
      value: z.number().nullable(),
      best: z.number(),
      rankAtBest: z.int(),
      needed: z.number().nullable(),
      rankNeeded: z.int().nullable(),
      effort: z.number().nullable(),
    }),
  ),
  sensitivity: z.array(SensitivityRow),
});
export type RunProfile = z.infer<typeof RunProfile>;

export const RunComparison = z.object({
  before: z.object({ id: z.string(), year: Year }),
  after: z.object({ id: z.string(), year: Year }),
  rows: z.array(
    z.object({
      region: RegionName,
      before: z.number(),
      after: z.number(),
      rankBefore: z.int(),
      rankAfter: z.int(),
      /** Whether the change of place is more than the intervals of both years allow for chance. */
      told: z.boolean(),
      indicators: z.array(z.object({ code: z.string(), contribution: z.number(), own: z.number(), scale: z.number() })),
      structure: z.number(),
    }),
  ),
});
export type RunComparison = z.infer<typeof RunComparison>;

/** The frozen table itself, for what-if in the browser: one row a region, in the order of `indicators`. */
export const RunData = z.object({
  indicators: z.array(z.string()),
  /** `kind`: what sort of region it is, by which gaps may be filled in. */
  rows: z.array(z.object({ region: RegionCode, kind: z.string(), values: z.array(Decimal.nullable()) })),
});
export type RunData = z.infer<typeof RunData>;

export const PublishRun = z.object({ note: z.string().trim().min(10).max(5000) });
export type PublishRun = z.infer<typeof PublishRun>;
export const WithdrawRun = z.object({ reason: z.string().trim().min(2).max(1000) });
export type WithdrawRun = z.infer<typeof WithdrawRun>;

export const NewRound = z.object({
  title: z.string().trim().min(1).max(100),
  method: z.enum(['ahp', 'budget']),
  /** Nodes whose children are weighed. */
  nodes: z.array(Code).min(1).max(60),
  closesOn: Day,
  experts: z.array(z.uuid()).min(1).max(100),
});
export type NewRound = z.infer<typeof NewRound>;

/** For each node either a matrix of pairwise judgements in the order of its children, or points by child. */
export const Answer = z.record(
  z.string(),
  z.union([
    z.strictObject({ matrix: z.array(z.array(z.number().positive().max(9.001)).max(15)).max(15) }),
    z.strictObject({ points: z.record(z.string(), z.number().min(0).max(100)) }),
  ]),
);
export type Answer = z.infer<typeof Answer>;

export const RoundRow = z.object({
  id: z.string(),
  versionId: z.string(),
  schemeId: z.string(),
  schemeName: z.string(),
  schemeNameEn: z.string(),
  title: z.string(),
  method: z.enum(['ahp', 'budget']),
  opensOn: Day,
  closesOn: Day,
  closedAt: z.string().nullable(),
  appliedAt: z.string().nullable(),
  invited: z.int(),
  answered: z.int(),
  recused: z.int(),
  /** What the reader is in it. */
  mine: z.enum(['none', 'open', 'answered', 'recused']),
});
export type RoundRow = z.infer<typeof RoundRow>;
export const RoundList = z.object({ rounds: z.array(RoundRow) });
export type RoundList = z.infer<typeof RoundList>;

export const RoundDetail = RoundRow.extend({
  nodes: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      nameEn: z.string(),
      children: z.array(z.object({ code: z.string(), name: z.string(), nameEn: z.string() })),
    }),
  ),
  experts: z.array(
    z.object({
      person: Person,
      organization: z.string(),
      state: z.enum(['open', 'answered', 'recused']),
      at: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  /** The reader's own answer, and its consistency ratio by node. */
  answer: Answer.nullable(),
  ratios: z.record(z.string(), z.number()),
  /** After closing: weights by node, how far the experts were apart (mean of the ranges), and how many counted. */
  result: z
    .record(
      z.string(),
      z.object({
        weights: z.record(z.string(), z.number()),
        spread: z.record(z.string(), z.tuple([z.number(), z.number()])),
        experts: z.int(),
        ratio: z.number().nullable(),
      }),
    )
    .nullable(),
  mayClose: z.boolean(),
  mayApply: z.boolean(),
});
export type RoundDetail = z.infer<typeof RoundDetail>;
export const Recusal = z.object({ reason: z.string().trim().min(2).max(500) });
export type Recusal = z.infer<typeof Recusal>;
