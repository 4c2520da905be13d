/** Accounts of what ecosystems provide: versions of a county's year, drafts until somebody publishes them. */
import { sql } from 'kysely';
import type { GepDetail, GepList, GepRow } from '../../../packages/contract/index.ts';
import { computeGep, type GepAmount, getGepMethod, type ServiceKind } from '../../../packages/environment/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../../kernel/audit/record-audit.ts';
import { AppError } from '../../kernel/error.ts';
import { getInstallationKind } from '../../kernel/installation/index.ts';
import { authorize, type Scope } from '../../kernel/scope/scope.ts';
import type { Services } from '../../kernel/services.ts';

export type NewAccount = {
  region: string;
  year: number;
  method: string;
  area: string | null;
  amounts: GepAmount[];
  simulated: boolean;
};
type Result = { byKind: Record<ServiceKind, string>; perArea: string | null };

const rowsOf = (tx: Tx) =>
  tx
    .selectFrom('gep_account as g')
    .innerJoin('region as r', (join) => join.onRef('r.code', '=', 'g.region_code').on('r.latest', '=', true))
    .selectAll('g')
    .select(['r.name as region_name', 'r.name_en as region_name_en']);
type Stored = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number];

const toRow = (row: Stored): GepRow => {
  const result = row.result as Result;
  return {
    id: row.id,
    region: { code: row.region_code, name: row.region_name, nameEn: row.region_name_en },
    year: row.year,
    method: row.method,
    area: row.area,
    total: row.total,
    perArea: result.perArea,
    byKind: result.byKind,
    state: row.state as GepRow['state'],
    simulated: row.simulated,
    version: row.version,
    recordedAt: row.recorded_at.toISOString(),
    recordedBy: row.recorded_by,
  };
};

const stem = (code: string) =>
  code.endsWith('0000') ? code.slice(0, 2) : code.endsWith('00') ? code.slice(0, 4) : code;
export type GepFilter = { region?: string | undefined; year?: number | undefined; page: number; size: number };

/** The accounts in force, the newest year and the greatest total first. */
export async function findAccounts(tx: Tx, filter: GepFilter): Promise<GepList> {
  let select = rowsOf(tx).where('g.superseded_at', 'is', null);
  if (filter.year) select = select.where('g.year', '=', filter.year);
  if (filter.region) select = select.where('g.region_code', 'like', `${stem(filter.region)}%`);
  const { n } = await select
    .clearSelect()
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();
  const rows = await select
    .orderBy('g.year', 'desc')
    .orderBy('g.total', 'desc')
    .orderBy('g.region_code')
    .limit(filter.size)
    .offset((filter.page - 1) * filter.size)
    .execute();
  return { total: Number(n), rows: rows.map(toRow) };
}

export async function getAccount(tx: Tx, id: string): Promise<GepDetail> {
  const row = await rowsOf(tx).where('g.id', '=', id).executeTakeFirst();
  if (!row) throw new AppError('not-found', { what: id });
  const method = getGepMethod(row.method);
  const services = new Map(method.services.map((service) => [service.id, service]));
  const { lines } = computeGep(method, row.amounts as GepAmount[], row.area);
  const family = await rowsOf(tx)
    .where('g.region_code', '=', row.region_code)
    .orderBy('g.year', 'desc')
    .orderBy('g.version', 'desc')
    .execute();
  return {
    row: toRow(row),
    lines: lines.map((line) => {
      const { name, indicator, unit } = services.get(line.service)!;
      return { ...line, name, indicator, unit };
    }),
    others: family.filter((one) => one.superseded_at === null && one.year !== row.year).map(toRow),
    versions: family
      .filter((one) => one.year === row.year)
      .map((one) => ({
        version: one.version,
        total: one.total,
        state: one.state,
        recordedAt: one.recorded_at.toISOString(),
        recordedBy: one.recorded_by,
      })),
  };
}

/** What is the same as the version in force changes nothing; anything else makes a new version, a draft. */
export async function saveAccounts(tx: Tx, { clock }: Services, scope: Scope, accounts: readonly NewAccount[]) {
  const counts = { added: 0, corrected: 0, unchanged: 0 };
  await sql`select pg_advisory_xact_lock(hashtext('gep_account'))`.execute(tx);
  const living = await tx.selectFrom('gep_account').selectAll().where('superseded_at', 'is', null).execute();
  const known = new Map(living.map((row) => [`${row.region_code} ${row.year}`, row]));
  for (const account of accounts) {
    const before = known.get(`${account.region} ${account.year}`);
    const same =
      before &&
      before.method === account.method &&
      before.simulated === account.simulated &&
      Number(before.area) === Number(account.area) &&
      canonical(before.method, before.amounts as GepAmount[]) === canonical(account.method, account.amounts);
    if (same) counts.unchanged += 1;
    else {
      counts[before ? 'corrected' : 'added'] += 1;
      await insert(
        tx,
        clock.now(),
        scope,
        account,
        before ? { id: before.id, version: before.version } : undefined,
        'draft',
      );
    }
  }
  return counts;
}

/** A price that is written out and the method's own are one. */
function canonical(method: string, amounts: readonly GepAmount[]): string {
  const own = new Map(getGepMethod(method).services.map(({ id, price }) => [id, price]));
  const rows = amounts.map(
    ({ service, amount, price }) => `${service} ${Number(amount)} ${Number(price ?? own.get(service))}`,
  );
  return rows.sort().join('\n');
}

async function insert(
  tx: Tx,
  now: Date,
  scope: Scope,
  account: NewAccount,
  before: { id: string; version: number } | undefined,
  state: GepRow['state'],
): Promise<string> {
  const { total, byKind, perArea } = computeGep(getGepMethod(account.method), account.amounts, account.area);
  if (before) await tx.updateTable('gep_account').set({ superseded_at: now }).where('id', '=', before.id).execute();
  const { id } = await tx
    .insertInto('gep_account')
    .values({
      region_code: account.region,
      year: account.year,
      method: account.method,
      area: account.area,
      amounts: JSON.stringify(account.amounts),
      result: JSON.stringify({ byKind, perArea }),
      total,
      state,
      simulated: account.simulated,
      version: (before?.version ?? 0) + 1,
      recorded_at: now,
      recorded_by: scope.kind === 'user' ? scope.displayName : 'system',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Makes the draft the published account. Throws `account.changed` where it is not the version in force any more. */
export async function publishAccount({ db, clock }: Services, scope: Scope, id: string): Promise<string> {
  authorize(scope, 'ecosystem.keep');
  return db.within(scope, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('gep_account'))`.execute(tx);
    const row = await tx.selectFrom('gep_account').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) throw new AppError('not-found', { what: id });
    authorize(scope, 'ecosystem.keep', row.region_code);
    if (row.superseded_at !== null || row.state === 'published') {
      const last = await tx
        .selectFrom('gep_account')
        .select((eb) => eb.fn.max('version').as('version'))
        .where('region_code', '=', row.region_code)
        .where('year', '=', row.year)
        .executeTakeFirst();
      throw new AppError('account.changed', { version: last?.version ?? row.version });
    }
    if (row.simulated && (await getInstallationKind(tx)) !== 'demo')
      throw new AppError('observation.simulated', { count: 1 });
    const next = await insert(
      tx,
      clock.now(),
      scope,
      {
        region: row.region_code,
        year: row.year,
        method: row.method,
        area: row.area,
        amounts: row.amounts as GepAmount[],
        simulated: row.simulated,
      },
      { id, version: row.version },
      'published',
    );
    await recordAudit(tx, scope, clock, {
      action: 'ecosystem.publish',
      regionCode: row.region_code,
      object: { kind: 'gep-account', id: next },
      summary: { zh: `发布 ${row.year} 年生态账户`, en: `Published the ecosystem account of ${row.year}` },
      details: { total: row.total, version: row.version + 1 },
    });
    return next;
  });
}
