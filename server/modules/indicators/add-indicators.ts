import type { Tx } from '../../db/connect.ts';

export type NewIndicator = { id: string; name: string; nameEn?: string | null | undefined; unit: string };

/** Adds indicators, or brings the names and units of known ones up to date. */
export async function addIndicators(tx: Tx, indicators: readonly NewIndicator[]): Promise<void> {
  if (indicators.length === 0) return;
  await tx
    .insertInto('indicator')
    .values(indicators.map(({ id, name, nameEn, unit }) => ({ id, name, name_en: nameEn ?? null, unit })))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        name_en: eb.ref('excluded.name_en'),
        unit: eb.ref('excluded.unit'),
      })),
    )
    .execute();
}
