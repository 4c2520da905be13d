/** Names of units that no register knows: what waits, what was decided, and its undoing. */
import { sql } from 'kysely';
import type { DecidedName, DecideName, NameDecided, UnitNames } from '../../../packages/contract/index.ts';
import { reaches } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { AppError } from '../error.ts';
import { authorize, type Scope, systemScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import { likeness } from './likeness.ts';
import { nameKey } from './organizations.ts';

/** Units of tasks that have no organization yet, as the module that owns them tells. */
export type WaitingUnit = { name: string; region: string; day: string; planId: string; planTitle: string };
export type UnitSource = {
  findWaiting(tx: Tx): Promise<WaitingUnit[]>;
  /** Sets (or with null clears) the organization of waiting (or so resolved) units. Returns how many. */
  setUnits(tx: Tx, change: UnitChange): Promise<number>;
};
export type UnitChange = {
  sameName: (name: string) => boolean;
  region: string;
  from: string | null;
  to: string | null;
  validFrom: string | null;
  validTo: string | null;
};

export async function findUnitNames({ db }: Services, scope: Scope, source: UnitSource): Promise<UnitNames> {
  authorize(scope, 'organization.manage');
  return db.within(scope, async (tx) => {
    const decided = await findDecided(tx);
    const open = decided.filter((row) => row.undoneAt === null);
    const units = (await source.findWaiting(tx)).filter(
      (unit) =>
        (scope.kind !== 'user' || reaches('down', scope.regionCode, unit.region)) &&
        !open.some((row) => nameKey(row.name) === nameKey(unit.name) && covers(row, unit)),
    );
    const register = units.length === 0 ? [] : await readRegister(tx);
    const waiting: UnitNames['waiting'] = [];
    for (const group of Map.groupBy(units, (unit) => `${unit.region} ${nameKey(unit.name)}`).values()) {
      const days = group.map((unit) => unit.day).sort();
      const { name, region } = group[0]!;
      const plans = new Map(group.map((unit) => [unit.planId, unit.planTitle]));
      waiting.push({
        name,
        region,
        firstDay: days[0]!,
        lastDay: days.at(-1)!,
        tasks: group.length,
        plans: [...plans].map(([id, title]) => ({ id, title })),
        candidates: findCandidates(register, name, days[0]!),
      });
    }
    return { waiting: waiting.sort((a, b) => b.tasks - a.tasks || a.name.localeCompare(b.name, 'zh')), decided };
  });
}

const covers = (row: DecidedName, unit: { region: string; day: string }): boolean =>
  reaches('down', row.region, unit.region) &&
  (row.validFrom === null || row.validFrom <= unit.day) &&
  (row.validTo === null || row.validTo >= unit.day);

/** Organizations whose name or short name is like it, those that existed on the day first. */
function findCandidates(register: readonly RegisterRow[], name: string, day: string) {
  return register
    .map((row) => ({
      id: row.id,
      name: row.name,
      nameEn: row.name_en,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      there: (row.valid_from ?? '') <= day && (row.valid_to ?? '9999') >= day,
      likeness: Math.max(...[row.name, ...row.short_names].map((one) => likeness(name, one))),
    }))
    .filter((row) => row.likeness >= LIKELY)
    .sort((a, b) => Number(b.there) - Number(a.there) || b.likeness - a.likeness || (a.id < b.id ? -1 : 1))
    .slice(0, 5)
    .map(({ there: _, ...row }) => ({ ...row, likeness: Math.round(row.likeness * 100) / 100 }));
}

const LIKELY = 0.35;

type RegisterRow = Awaited<ReturnType<typeof readRegister>>[number];
const readRegister = (tx: Tx) =>
  tx
    .selectFrom('organization')
    .select(['id', 'name', 'name_en', 'short_names', 'valid_from', 'valid_to'])
    .where('kind', '<>', 'group')
    .execute();

async function findDecided(tx: Tx): Promise<DecidedName[]> {
  const rows = await tx
    .selectFrom('unit_name as u')
    .leftJoin('organization as o', 'o.id', 'u.organization_id')
    .selectAll('u')
    .select(['o.name as organization_name', 'o.name_en as organization_name_en'])
    .orderBy('u.decided_at', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    region: row.region_code,
    decision: row.decision as DecidedName['decision'],
    organization:
      row.organization_id === null
        ? null
        : { id: row.organization_id, name: row.organization_name ?? '', nameEn: row.organization_name_en ?? '' },
    validFrom: row.valid_from,
    validTo: row.valid_to,
    reason: row.reason,
    decidedAt: row.decided_at.toISOString(),
    decidedBy: row.decided_by,
    undoneAt: row.undone_at?.toISOString() ?? null,
    undoneBy: row.undone_by,
  }));
}

/** Resolves all that waits and all that comes. Throws `unit-name.decided` where the days overlap a decision that holds. */
export async function decideUnitName(
  { db, clock }: Services,
  scope: Scope,
  wish: DecideName,
  source: UnitSource,
): Promise<NameDecided> {
  authorize(scope, 'organization.manage', wish.regionCode);
  const { validFrom, validTo, organizationId, name } = wish;
  if (validFrom !== null && validTo !== null && validTo < validFrom)
    throw new AppError('organization.days', { from: validFrom, to: validTo });
  const key = nameKey(name);
  // Units of plans are written by the program only; whose decision it is stands in the row and in the audit trail.
  return db.within(systemScope('unit names'), async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`unit-name ${key}`}))`.execute(tx);
    if (organizationId !== null) {
      const organization = await tx
        .selectFrom('organization')
        .select('id')
        .where('id', '=', organizationId)
        .executeTakeFirst();
      if (!organization) throw new AppError('not-found', { what: organizationId });
    }
    const clash = await tx
      .selectFrom('unit_name')
      .select('id')
      .where('key', '=', key)
      .where('region_code', '=', wish.regionCode)
      .where('undone_at', 'is', null)
      .where(sql<boolean>`coalesce(valid_from, '-infinity') <= ${validTo ?? 'infinity'}::date
        and coalesce(valid_to, 'infinity') >= ${validFrom ?? '-infinity'}::date`)
      .executeTakeFirst();
    if (clash) throw new AppError('unit-name.decided', { name });
    const { id } = await tx
      .insertInto('unit_name')
      .values({
        name,
        key,
        region_code: wish.regionCode,
        decision: wish.decision,
        organization_id: organizationId,
        valid_from: validFrom,
        valid_to: validTo,
        reason: wish.reason,
        decided_at: clock.now(),
        decided_by: scope.kind === 'user' ? scope.displayName : 'system',
        person_id: scope.kind === 'user' ? scope.personId : null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const units =
      organizationId === null
        ? 0
        : await source.setUnits(tx, { ...unitsOf(key, wish), from: null, to: organizationId });
    await recordAudit(tx, scope, clock, {
      action: 'unit-name.decide',
      regionCode: wish.regionCode,
      object: { kind: 'unit-name', id },
      summary: { zh: `认定单位名称“${name}”`, en: `Decided the unit name “${name}”` },
      details: { ...wish, units },
    });
    return { id, units };
  });
}

/** Units that the decision resolved wait again. Throws `not-found` when it is gone already. */
export async function undoUnitName(
  { db, clock }: Services,
  scope: Scope,
  id: string,
  source: UnitSource,
): Promise<NameDecided> {
  authorize(scope, 'organization.manage');
  const { region_code } = await db.within(scope, (tx) => getDecision(tx, id));
  authorize(scope, 'organization.manage', region_code);
  return db.within(systemScope('unit names'), async (tx) => {
    const changed = await tx
      .updateTable('unit_name')
      .set({ undone_at: clock.now(), undone_by: scope.kind === 'user' ? scope.displayName : 'system' })
      .where('id', '=', id)
      .where('undone_at', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (!changed) throw new AppError('not-found', { what: id });
    const wish = { regionCode: region_code, validFrom: changed.valid_from, validTo: changed.valid_to };
    const units =
      changed.organization_id === null
        ? 0
        : await source.setUnits(tx, { ...unitsOf(changed.key, wish), from: changed.organization_id, to: null });
    await recordAudit(tx, scope, clock, {
      action: 'unit-name.undo',
      regionCode: region_code,
      object: { kind: 'unit-name', id },
      summary: { zh: `撤销对“${changed.name}”的认定`, en: `Undid the decision on “${changed.name}”` },
      details: { units },
    });
    return { id, units };
  });
}

const unitsOf = (key: string, wish: { regionCode: string; validFrom: string | null; validTo: string | null }) => ({
  sameName: (name: string) => nameKey(name) === key,
  region: wish.regionCode,
  validFrom: wish.validFrom,
  validTo: wish.validTo,
});

async function getDecision(tx: Tx, id: string): Promise<{ region_code: string }> {
  const row = await tx
    .selectFrom('unit_name')
    .select('region_code')
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: id });
  return row;
}
