import { recordAudit } from '../audit/record-audit.ts';
import { dateOf, dayNumber } from '../calendar/index.ts';
import { systemScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import type { RegionChange } from './data/changes.ts';
import { type Region, regions } from './data/regions.ts';
import { parentCode } from './regions.ts';
import { indexRegions } from './search-entries.ts';

/** Brings the register of regions up to what ships with the program. Does nothing when it is. */
export async function loadRegions({ db, clock }: Services): Promise<void> {
  const scope = systemScope('load-regions');
  const wanted = toRows();
  await db.within(scope, async (tx) => {
    const known = await tx.selectFrom('region').selectAll().orderBy('code').orderBy('valid_from').execute();
    if (JSON.stringify(known) === JSON.stringify(wanted)) return;
    await tx.deleteFrom('region').execute();
    await tx.insertInto('region').values(wanted).execute();
    await indexRegions(tx);
    await recordAudit(tx, scope, clock, {
      action: 'region.load',
      regionCode: '330000',
      object: { kind: 'register', id: 'region' },
      summary: { zh: '更新行政区划', en: 'Updated the register of regions' },
      details: { before: known.length, after: wanted.length },
    });
  });
}

/** Rows of the table; a note is one line of Chinese and one of English. */
function toRows() {
  const last = new Map(regions.map((region) => [region.code, region]));
  const start = (region: Region) => region.validFrom ?? '-infinity';
  return [...regions]
    .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : start(a) < start(b) ? -1 : 1))
    .map((region) => ({
      code: region.code,
      name: region.zh,
      name_en: region.en,
      level: region.level,
      parent_code: parentCode(region.code) ?? null,
      valid_from: start(region),
      valid_to: region.validTo === undefined ? null : dateOf(dayNumber(region.validTo) - 1),
      successors: region.successors,
      note: region.endedBy ? `${withInstrument(region.endedBy)}\n${region.endedBy.note.en}` : null,
      latest: last.get(region.code) === region,
    }));
}

const withInstrument = (change: RegionChange) =>
  change.instrument ? `${change.note.zh}（${change.instrument}）` : change.note.zh;
