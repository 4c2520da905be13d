/** Stations, readings and what is computed from them; accounts of what ecosystems provide. */
import { z } from 'zod';
import { Day, Decimal, Message, RegionCode } from './basics.ts';

export const StationKind = z.enum(['air', 'river', 'lake']);
export type StationKind = z.infer<typeof StationKind>;
const Place = z.object({ code: RegionCode, name: z.string(), nameEn: z.string() });
export const Station = z.object({
  id: z.int(),
  code: z.string(),
  name: z.string(),
  kind: StationKind,
  region: Place,
  validFrom: Day,
  validTo: Day.nullable(),
  simulated: z.boolean(),
});
export type Station = z.infer<typeof Station>;
export const StationQuery = z.object({
  q: z.string().max(100).optional(),
  kind: StationKind.optional(),
  region: RegionCode.optional().describe('Stations of this region and of those below it'),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(500).default(50),
});
export type StationQuery = z.infer<typeof StationQuery>;
export const StationPage = z.object({ total: z.int(), rows: z.array(Station) });
export type StationPage = z.infer<typeof StationPage>;

export const ReadingQuery = z.object({
  from: Day.optional(),
  to: Day.optional(),
  item: z.string().max(20).optional(),
  /** Those that were corrected too. */
  all: z.enum(['0', '1']).default('0'),
});
export const Reading = z.object({
  at: z.string(),
  grain: z.enum(['h', 'd', 'm']),
  item: z.string(),
  value: Decimal,
  flag: z.enum(['L', 'X']).nullable(),
  simulated: z.boolean(),
  batch: z.object({ id: z.int(), file: z.string(), importedAt: z.string(), importedBy: z.string() }),
  superseded: z.boolean(),
});
export type Reading = z.infer<typeof Reading>;
export const StationDetail = Station.extend({
  items: z.array(z.object({ item: z.string(), name: Message, unit: z.string(), count: z.int() })),
  /** First and last time of what there is. */
  first: z.string().nullable(),
  last: z.string().nullable(),
  /** Means of months, of the item asked for. */
  item: z.string().nullable(),
  months: z.array(z.object({ month: z.string(), mean: Decimal, count: z.int() })),
});
export type StationDetail = z.infer<typeof StationDetail>;
export const ReadingList = z.object({ total: z.int(), rows: z.array(Reading) });
export type ReadingList = z.infer<typeof ReadingList>;

export const AirSummary = z.object({
  validDays: z.int(),
  goodDays: z.int(),
  days: z.int(),
  goodShare: Decimal.nullable(),
  pm25: z.object({ value: Decimal.nullable(), days: z.int(), valid: z.boolean() }),
  stations: z.int(),
});
export type AirSummary = z.infer<typeof AirSummary>;
/** `share` is that of the valid sections; null where too little was measured everywhere. */
export const WaterSummary = z.object({
  sections: z.int(),
  valid: z.int(),
  good: z.int(),
  share: Decimal.nullable(),
});
export type WaterSummary = z.infer<typeof WaterSummary>;
const resultHead = {
  id: z.string(),
  year: z.int(),
  region: Place,
  method: z.string(),
  simulated: z.boolean(),
  published: z.boolean(),
  computedAt: z.string(),
  computedBy: z.string(),
  supersededAt: z.string().nullable(),
};
export const ResultRow = z.discriminatedUnion('kind', [
  z.object({ ...resultHead, kind: z.literal('air'), summary: AirSummary }),
  z.object({ ...resultHead, kind: z.literal('water'), summary: WaterSummary }),
]);
export type ResultRow = z.infer<typeof ResultRow>;

export const AirDay = z.object({
  day: Day,
  aqi: z.int().nullable(),
  primary: z.array(z.string()),
  missing: z.array(z.string()),
  values: z.record(z.string(), Decimal),
});
export type AirDay = z.infer<typeof AirDay>;
export const AirDetail = z.object({
  days: z.array(AirDay),
  shortMonths: z.array(z.object({ month: z.int(), days: z.int() })),
  methods: z.array(z.string()),
});
export type AirDetail = z.infer<typeof AirDetail>;
export const WaterDetail = z.object({
  sections: z.array(
    z.object({
      stationId: z.int(),
      code: z.string(),
      name: z.string(),
      class: z.int(),
      over: z.array(z.string()),
      months: z.int(),
      missingMonths: z.array(z.int()),
      valid: z.boolean(),
      short: z.array(z.object({ item: z.string(), months: z.int() })),
    }),
  ),
});
export type WaterDetail = z.infer<typeof WaterDetail>;
export const ResultDetail = z.object({
  row: ResultRow,
  standards: z.array(z.string()),
  air: AirDetail.nullable(),
  water: WaterDetail.nullable(),
  /** Stations that it was computed from. */
  stations: z.array(Station),
});
export type ResultDetail = z.infer<typeof ResultDetail>;
/** A day of a region by station: the records behind one day of a result. */
export const DayReadings = z.object({
  day: Day,
  rows: z.array(
    z.object({
      stationId: z.int(),
      code: z.string(),
      name: z.string(),
      item: z.string(),
      value: Decimal.nullable(),
      hours: z.int(),
      simulated: z.boolean(),
    }),
  ),
});
export type DayReadings = z.infer<typeof DayReadings>;

export const EnvironmentOverview = z.object({
  stations: z.object({ air: z.int(), river: z.int(), lake: z.int() }),
  readings: z.int(),
  batches: z.array(
    z.object({
      id: z.int(),
      file: z.string(),
      rows: z.int(),
      added: z.int(),
      corrected: z.int(),
      simulated: z.boolean(),
      importedAt: z.string(),
      importedBy: z.string(),
    }),
  ),
  years: z.array(z.int()),
  results: z.array(ResultRow),
});
export type EnvironmentOverview = z.infer<typeof EnvironmentOverview>;
export const ComputeYear = z.object({
  kind: z.enum(['air', 'water']),
  year: z.int().min(2013).max(2100),
  publish: z.boolean().default(false),
});
export type ComputeYear = z.infer<typeof ComputeYear>;

export const GepLine = z.object({
  service: z.string(),
  kind: z.enum(['provisioning', 'regulating', 'cultural']),
  name: Message,
  indicator: Message,
  unit: z.string(),
  amount: Decimal,
  price: Decimal,
  value: Decimal,
  share: Decimal,
});
export type GepLine = z.infer<typeof GepLine>;
export const GepRow = z.object({
  id: z.string(),
  region: Place,
  year: z.int(),
  method: z.string(),
  area: Decimal.nullable(),
  total: Decimal,
  perArea: Decimal.nullable(),
  byKind: z.record(z.string(), Decimal),
  state: z.enum(['draft', 'published']),
  simulated: z.boolean(),
  version: z.int(),
  recordedAt: z.string(),
  recordedBy: z.string(),
});
export type GepRow = z.infer<typeof GepRow>;
export const GepList = z.object({ total: z.int(), rows: z.array(GepRow) });
export type GepList = z.infer<typeof GepList>;
export const GepDetail = z.object({
  row: GepRow,
  lines: z.array(GepLine),
  /** The same region in other years, newest first. */
  others: z.array(GepRow),
  versions: z.array(
    z.object({ version: z.int(), total: Decimal, state: z.string(), recordedAt: z.string(), recordedBy: z.string() }),
  ),
});
export type GepDetail = z.infer<typeof GepDetail>;
export const GepMethodList = z.object({
  methods: z.array(
    z.object({
      id: z.string(),
      from: z.int(),
      name: Message,
      services: z.array(
        z.object({
          id: z.string(),
          kind: z.string(),
          name: Message,
          indicator: Message,
          unit: z.string(),
          price: Decimal,
          priceYear: z.int(),
          priceSource: Message,
        }),
      ),
    }),
  ),
});
export type GepMethodList = z.infer<typeof GepMethodList>;
