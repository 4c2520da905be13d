/** The first people of a new database: one administrator for a real start, one per office level for the demo. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addPerson, type NewPerson } from '../kernel/person/add-person.ts';
import { systemScope } from '../kernel/scope/scope.ts';
import type { Services } from '../kernel/services.ts';
import type { Settings } from './settings.ts';

const newPassword = () => randomBytes(9).toString('base64url');

/**
 * Adds `admin` when nobody can sign in yet. The password lies in the data folder, mode 0600, before the account exists,
 * so that a start that fails half-way loses nothing; it is shown until somebody deletes the file.
 */
export async function ensureFirstAdministrator({ db, clock }: Services, settings: Settings): Promise<string[]> {
  const file = join(settings.dataFolder, 'first-administrator.json');
  const scope = systemScope('first start');
  return db.within(scope, async (tx) => {
    const { n } = await tx
      .selectFrom('person')
      .select((eb) => eb.fn.countAll<string>().as('n'))
      .executeTakeFirstOrThrow();
    if (Number(n) > 0) return existsSync(file) ? firstLines(JSON.parse(readFileSync(file, 'utf8')).password, file) : [];
    const password = newPassword();
    mkdirSync(settings.dataFolder, { recursive: true });
    writeFileSync(file, JSON.stringify({ userName: 'admin', password }), { mode: 0o600 });
    await addPerson(tx, scope, clock, {
      userName: 'admin',
      displayName: '管理员',
      organizationId: 'zj-scjgj',
      regionCode: '330000',
      roles: ['administrator', 'officer', 'auditor'],
      password,
    });
    return firstLines(password, file);
  });
}

const firstLines = (password: string, file: string) => [
  `首次登录 / first sign-in: 用户 user admin · 密码 password ${password}`,
  `请改密码后删除 / change it, then delete: ${file}`,
];

/** Offices, not people: the demo invents nobody. */
const demoPeople: Omit<NewPerson, 'password'>[] = [
  {
    userName: 'province',
    displayName: '省质量办（演示）',
    organizationId: 'zj-scjgj',
    regionCode: '330000',
    roles: ['officer', 'auditor'],
  },
  {
    userName: 'province2',
    displayName: '省质量办复核（演示）',
    organizationId: 'zj-scjgj',
    regionCode: '330000',
    roles: ['officer'],
  },
  {
    userName: 'fagai',
    displayName: '省发展改革委（演示）',
    organizationId: 'zj-fgw',
    regionCode: '330000',
    roles: ['reporter'],
  },
  {
    userName: 'jingxin',
    displayName: '省经信厅（演示）',
    organizationId: 'zj-jxt',
    regionCode: '330000',
    roles: ['reporter'],
  },
  {
    userName: 'hangzhou',
    displayName: '杭州市（演示）',
    organizationId: 'gov-330100',
    regionCode: '330100',
    roles: ['officer'],
  },
  {
    userName: 'xihu',
    displayName: '西湖区（演示）',
    organizationId: 'gov-330106',
    regionCode: '330106',
    roles: ['officer'],
  },
  {
    userName: 'jiaxing',
    displayName: '嘉兴市（演示）',
    organizationId: 'gov-330400',
    regionCode: '330400',
    roles: ['officer'],
  },
  {
    userName: 'viewer',
    displayName: '省级部门（演示，只读）',
    organizationId: 'zj-scjgj',
    regionCode: '330000',
    roles: ['viewer'],
  },
  {
    userName: 'admin',
    displayName: '管理员（演示）',
    organizationId: 'zj-scjgj',
    regionCode: '330000',
    roles: ['administrator', 'auditor'],
  },
];

/** Adds the demo accounts once; their passwords are made here and lie in the data folder, mode 0600. */
export async function ensureDemoPeople(services: Services, settings: Settings): Promise<string[]> {
  const file = join(settings.dataFolder, 'demo-accounts.json');
  const scope = systemScope('demo');
  const passwords: Record<string, string> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  mkdirSync(settings.dataFolder, { recursive: true });
  await services.db.within(scope, async (tx) => {
    const known = await tx.selectFrom('person').select('user_name').execute();
    for (const person of demoPeople) {
      // An account that is here already is either ours or somebody's: neither is touched.
      if (known.some((row) => row.user_name === person.userName)) continue;
      passwords[person.userName] = newPassword();
      await addPerson(tx, scope, services.clock, { ...person, password: passwords[person.userName]! });
    }
    writeFileSync(file, JSON.stringify(passwords, null, 2), { mode: 0o600 });
  });
  return [
    '登录 / sign in (演示账户 demo accounts):',
    ...demoPeople.map(({ userName, displayName }) =>
      passwords[userName]
        ? `  ${userName.padEnd(10)} ${passwords[userName]}   ${displayName}`
        : `  ${userName.padEnd(10)} （原有账户，未改动 / an account of yours, left alone）`,
    ),
  ];
}
