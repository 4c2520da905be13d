/** Imports people from a table: all of it or nothing. Their first passwords are in the answer, once, and nowhere else. */
import {
  Email,
  type Message,
  type NewPersonInput,
  type PeopleImport,
  permissions,
  type RowError,
  reaches,
  roles,
  roleWords,
  UserName,
  wordsIn,
} from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { today } from '../clock.ts';
import { nameKey } from '../organization/organizations.ts';
import { authorize, type Scope } from '../scope/scope.ts';
import type { Services } from '../services.ts';
import {
  cellReader,
  isDay,
  makeTemplate,
  missingColumns,
  readTable,
  splitList,
  type TableFile,
  tableIssues,
} from '../tabular/import-table.ts';
import { hashPassword } from './add-person.ts';
import { createPerson, newPassword } from './create-person.ts';

const columns = {
  userName: ['用户名', 'user name'],
  displayName: ['姓名/名称', '姓名', '名称', 'name'],
  organization: ['机构', 'organization'],
  region: ['地区代码', 'region'],
  roles: ['角色', 'roles'],
  email: ['邮箱', 'e-mail', 'email'],
  validFrom: ['起', 'from'],
  validTo: ['止', 'to'],
} as const;
type Column = keyof typeof columns;
const required: Column[] = ['userName', 'displayName', 'organization', 'region', 'roles'];

/** As the table of people writes them, in and out. */
const roleNames = wordsIn(roleWords, 'zh');

export const peopleTemplate = () =>
  makeTemplate(
    '人员',
    [
      { header: columns.userName[0], width: 18, note: '字母开头，2 至 40 位字母、数字、点、横线' },
      { header: columns.displayName[0], width: 24 },
      { header: columns.organization[0], width: 36, note: '全称、简称、编号或统一社会信用代码' },
      { header: columns.region[0], width: 12, note: 'GB/T 2260，6 位，如 330100' },
      { header: columns.roles[0], width: 18, note: Object.values(roleNames).join('、') },
      { header: columns.email[0], width: 28, note: '可不填' },
      { header: columns.validFrom[0], width: 14, note: '如 2026-12-01；不填为今天' },
      { header: columns.validTo[0], width: 14, note: '可不填' },
    ],
    [],
  );

type OrganizationRow = { id: string; region_code: string; valid_to: string | null; kind: string };
type Known = {
  regions: ReadonlySet<string>;
  /** By id, name, short name and credit code; several where the name does not tell. */
  organizations: ReadonlyMap<string, OrganizationRow[]>;
  userNames: ReadonlySet<string>;
  reaches: (region: string) => boolean;
  today: string;
};

/** What a table asks for, and what is wrong with it. Nothing is written. */
export async function readPeople(
  services: Services,
  scope: Scope,
  file: TableFile & { dryRun: boolean },
): Promise<{ answer: PeopleImport; wanted: NewPersonInput[] }> {
  authorize(scope, 'person.manage');
  const table = await readTable(file, columns);
  const answer: PeopleImport = {
    dryRun: file.dryRun,
    rows: table.rows.length,
    added: 0,
    errors: [...tableIssues(table, 'error'), ...missingColumns(table, columns, required)],
    warnings: tableIssues(table, 'warning'),
    passwords: [],
    job: null,
  };
  if (answer.errors.some((error) => error.row === table.headerRow)) return { answer, wanted: [] };
  const known = await services.db.within(scope, (tx) => findKnown(tx, scope, today(services.clock)));
  // Names are unique over all regions, and the administrator does not see all people: the program looks.
  const userNames = await services.db.within({ kind: 'system', purpose: 'import people' }, (tx) =>
    tx.selectFrom('person').select('user_name').execute(),
  );
  const all: Known = { ...known, userNames: new Set(userNames.map((row) => row.user_name.toLowerCase())) };
  const wanted: NewPersonInput[] = [];
  const seen = new Map<string, number>();
  for (const row of table.rows) {
    const checked = checkRow(row.row, cellReader(row.cells, columns, ['displayName']), all, seen);
    answer.errors.push(...checked.errors);
    if (checked.input) wanted.push(checked.input);
  }
  if (answer.errors.length === 0) answer.added = wanted.length;
  return { answer, wanted };
}

type First = PeopleImport['passwords'];
export type WriteProgress = (done: number, total: number, message?: Message) => Promise<void>;
const AT_ONCE = 4;

/** Adds them all or none. Passwords are hashed before: that is what takes the time, and nobody should wait for it. */
export async function writePeople(
  { db, clock }: Services,
  scope: Scope,
  fileName: string,
  wanted: readonly NewPersonInput[],
  progress: WriteProgress = async () => undefined,
  /** Written with the people, or not at all. */
  beside: (tx: Tx, passwords: First) => Promise<void> = async () => undefined,
): Promise<First> {
  const total = wanted.length;
  const firsts: { password: string; passwordHash: string }[] = [];
  for (let at = 0; at < total; at += AT_ONCE) {
    const some = wanted.slice(at, at + AT_ONCE).map(async ({ userName }) => {
      const password = newPassword();
      return { password, passwordHash: await hashPassword(userName, password) };
    });
    firsts.push(...(await Promise.all(some)));
    await progress(firsts.length, total, {
      zh: `正在生成首次密码：${firsts.length} / ${total}`,
      en: `Making first passwords: ${firsts.length} of ${total}`,
    });
  }
  return db.within(scope, async (tx) => {
    const passwords: First = [];
    for (const [index, input] of wanted.entries()) {
      const { userName, password } = await createPerson(tx, scope, clock, input, firsts[index]!);
      passwords.push({ userName, displayName: input.displayName, password });
      await progress(total, total + 1, {
        zh: `正在写入：${index + 1} / ${total}`,
        en: `Writing: ${index + 1} of ${total}`,
      });
    }
    await recordAudit(tx, scope, clock, {
      action: 'person.import',
      regionCode: scope.kind === 'user' ? scope.regionCode : '330000',
      object: { kind: 'file', id: fileName },
      summary: { zh: `导入人员 ${total} 人`, en: `Imported ${total} people` },
      details: { file: fileName, added: total },
    });
    await beside(tx, passwords);
    return passwords;
  });
}

/** A table that is small enough to be done at once. */
export async function importPeople(
  services: Services,
  scope: Scope,
  file: TableFile & { dryRun: boolean },
): Promise<PeopleImport> {
  const { answer, wanted } = await readPeople(services, scope, file);
  if (answer.errors.length > 0 || file.dryRun || wanted.length === 0) return answer;
  return { ...answer, passwords: await writePeople(services, scope, file.name, wanted) };
}

async function findKnown(tx: Tx, scope: Scope, day: string): Promise<Omit<Known, 'userNames'>> {
  const regions = await tx
    .selectFrom('region')
    .select('code')
    .where('latest', '=', true)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .execute();
  const rows = await tx
    .selectFrom('organization')
    .select(['id', 'name', 'short_names', 'uscc', 'region_code', 'valid_to', 'kind'])
    .execute();
  const organizations = new Map<string, OrganizationRow[]>();
  for (const row of rows)
    for (const key of new Set([row.id, row.name, ...row.short_names, ...(row.uscc ? [row.uscc] : [])].map(nameKey)))
      organizations.set(key, [...(organizations.get(key) ?? []), row]);
  const { reach } = permissions['person.manage'];
  return {
    regions: new Set(regions.map((row) => row.code)),
    organizations,
    reaches: (code) => scope.kind === 'system' || (scope.kind === 'user' && reaches(reach, scope.regionCode, code)),
    today: day,
  };
}

function checkRow(
  row: number,
  cell: (column: Column) => string,
  known: Known,
  seen: Map<string, number>,
): { input?: NewPersonInput; errors: RowError[] } {
  const errors: RowError[] = [];
  const fail = (column: Column, zh: string, en: string) =>
    errors.push({ row, column: columns[column][0], value: cell(column), message: { zh, en } });

  const userName = cell('userName');
  const key = userName.toLowerCase();
  if (!UserName.safeParse(userName).success)
    fail(
      'userName',
      '字母开头，2 至 40 位字母、数字、点、横线',
      'begins with a letter; 2 to 40 letters, digits, . _ -',
    );
  else if (known.userNames.has(key)) fail('userName', '已有这个用户名', 'there is such a user already');
  else if (seen.has(key)) fail('userName', `与第 ${seen.get(key)} 行重复`, `repeats row ${seen.get(key)}`);
  else seen.set(key, row);
  if (cell('displayName') === '' || cell('displayName').length > 80)
    fail('displayName', '请填名称（80 字以内）', 'give a name of up to 80 signs');

  const region = cell('region');
  if (!known.regions.has(region)) fail('region', '没有这个地区代码，或已撤销', 'no such region code today');
  else if (!known.reaches(region)) fail('region', '该地区不在您的管辖范围内', 'this region lies outside your reach');
  const organization = findOrganization(cell('organization'), region, known, (zh, en) => fail('organization', zh, en));

  const parts = splitList(cell('roles'));
  const held = parts.flatMap(
    (part) => roles.find((role) => role === part.toLowerCase() || roleNames[role] === part) ?? [],
  );
  if (parts.length === 0 || held.length < parts.length)
    fail('roles', `角色应为：${Object.values(roleNames).join('、')}`, `roles are among: ${roles.join(', ')}`);
  const email = cell('email') || null;
  if (email !== null && !Email.safeParse(email).success) fail('email', '不是邮箱地址', 'not an e-mail address');
  const validFrom = cell('validFrom') || known.today;
  const validTo = cell('validTo') || null;
  if (!isDay(validFrom)) fail('validFrom', '日期应写作 2026-12-01', 'write a day as 2026-12-01');
  if (validTo !== null && !isDay(validTo)) fail('validTo', '日期应写作 2026-12-01', 'write a day as 2026-12-01');
  else if (validTo !== null && validTo < validFrom)
    fail('validTo', `早于起日 ${validFrom}`, `before the first day ${validFrom}`);

  if (errors.length > 0 || !organization) return { errors };
  return {
    errors,
    input: {
      userName,
      displayName: cell('displayName'),
      email,
      post: {
        organizationId: organization.id,
        regionCode: region,
        roles: [...new Set(held)],
        validFrom,
        validTo,
        main: true,
      },
    },
  };
}

/** One that exists still, in the row's region where several bear the name. */
function findOrganization(
  name: string,
  region: string,
  known: Known,
  fail: (zh: string, en: string) => void,
): OrganizationRow | undefined {
  if (name === '') {
    fail('请填机构', 'give an organization');
    return undefined;
  }
  const all = (known.organizations.get(nameKey(name)) ?? []).filter((one) => one.kind !== 'group');
  const living = all.filter((one) => one.valid_to === null || one.valid_to >= known.today);
  const near = living.filter((one) => one.region_code === region);
  const only = living.length > 1 && near.length > 0 ? near : living;
  const [found] = only;
  if (all.length === 0) fail('名录中没有这个机构，请先新增', 'the register has no such organization: add it first');
  else if (!found) fail(`该机构已于 ${all[0]!.valid_to} 终止`, `this organization ended on ${all[0]!.valid_to}`);
  else if (only.length > 1) fail('同名机构不止一个，请填编号', 'several organizations bear the name: give the id');
  else if (!known.reaches(found.region_code))
    fail('该机构不在您的管辖范围内', 'this organization lies outside your reach');
  else return found;
  return undefined;
}
