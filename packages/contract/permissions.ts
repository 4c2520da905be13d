/**
 * One line a permission. Server and web read the same table; the denial matrix is generated from it.
 *
 * `roles`: who may, apart from where. `reach`: where, relative to the region the user acts for:
 * - `public`: anyone, signed in or not
 * - `self`: only what belongs to the user
 * - `own`: the user's region itself
 * - `down`: the user's region and every region below it
 * - `line`: above and below: ancestors of the user's region, itself, and its descendants
 */
export const roles = ['administrator', 'officer', 'reporter', 'viewer', 'auditor'] as const;
export type Role = (typeof roles)[number];
export type Reach = 'public' | 'self' | 'own' | 'down' | 'line';

export const permissions = {
  'region.read': { roles: 'anyone', reach: 'public', zh: '查看行政区划', en: 'Read regions' },
  'organization.read': { roles: 'anyone', reach: 'public', zh: '查看机构', en: 'Read organizations' },
  'log.read': { roles: 'anyone', reach: 'public', zh: '查看存证日志', en: 'Read the transparency log' },
  'search.read': { roles: 'anyone', reach: 'public', zh: '搜索', en: 'Search' },
  'plan.read': { roles: 'anyone', reach: 'public', zh: '查看规划', en: 'Read plans' },
  'document.read': {
    roles: ['administrator', 'officer', 'reporter', 'viewer', 'auditor'],
    reach: 'line',
    zh: '查看文件',
    en: 'Read documents',
  },
  'document.import': { roles: ['administrator', 'officer'], reach: 'down', zh: '导入文件', en: 'Import documents' },
  'document.remove': { roles: ['administrator', 'officer'], reach: 'down', zh: '移除文件', en: 'Remove documents' },
  'plan.review': { roles: ['administrator', 'officer'], reach: 'down', zh: '核读文件', en: 'Review readings' },
  'plan.adopt': { roles: ['administrator', 'officer'], reach: 'down', zh: '采纳规划', en: 'Adopt plans' },
  'plan.amend': { roles: ['administrator', 'officer'], reach: 'down', zh: '修订规划', en: 'Amend plans' },
  'amendment.read': {
    roles: ['administrator', 'officer', 'reporter', 'viewer', 'auditor'],
    reach: 'line',
    zh: '查看修订',
    en: 'Read amendments',
  },
  'observation.import': {
    roles: ['administrator', 'officer'],
    reach: 'down',
    zh: '导入观测值',
    en: 'Import observations',
  },
  'environment.read': {
    roles: ['administrator', 'officer', 'reporter', 'viewer', 'auditor'],
    reach: 'line',
    zh: '查看环境监测',
    en: 'Read environmental monitoring',
  },
  'environment.import': {
    roles: ['administrator', 'officer'],
    reach: 'down',
    zh: '导入监测数据',
    en: 'Import readings',
  },
  'environment.compute': {
    roles: ['administrator', 'officer'],
    reach: 'down',
    zh: '计算环境指标',
    en: 'Compute environmental indicators',
  },
  'ecosystem.keep': {
    roles: ['administrator', 'officer'],
    reach: 'down',
    zh: '编制生态账户',
    en: 'Keep accounts of ecosystems',
  },
  'trace.read': {
    roles: ['administrator', 'officer', 'reporter', 'viewer', 'auditor'],
    reach: 'down',
    zh: '查看追溯事件',
    en: 'Read traceability events',
  },
  'trace.capture': {
    roles: ['administrator', 'officer', 'reporter'],
    reach: 'down',
    zh: '提交追溯事件',
    en: 'Capture traceability events',
  },
  'work.read': {
    roles: ['administrator', 'officer', 'reporter', 'viewer', 'auditor'],
    reach: 'line',
    zh: '查看任务办理',
    en: 'Read tasks at work',
  },
  'work.issue': {
    roles: ['administrator', 'officer', 'reporter'],
    reach: 'down',
    zh: '交办任务',
    en: 'Give out tasks',
  },
  'work.act': {
    roles: ['administrator', 'officer', 'reporter'],
    reach: 'line',
    zh: '办理任务',
    en: 'Work on tasks',
  },
  'work.supervise': { roles: ['administrator', 'officer'], reach: 'down', zh: '督办', en: 'Supervise' },
  'target.divide': { roles: ['administrator', 'officer'], reach: 'down', zh: '分解目标', en: 'Divide targets' },
  'index.read': { roles: 'anyone', reach: 'public', zh: '查看指数', en: 'Read indices' },
  'index.edit': { roles: ['administrator', 'officer'], reach: 'own', zh: '编制指数方案', en: 'Edit index schemes' },
  'index.publish': { roles: ['administrator', 'officer'], reach: 'own', zh: '公布指数', en: 'Publish indices' },
  'index.judge': {
    roles: ['administrator', 'officer', 'reporter', 'viewer', 'auditor'],
    reach: 'self',
    zh: '参加权重评议',
    en: 'Take part in weighting rounds',
  },
  'desk.read': {
    roles: ['administrator', 'officer', 'reporter', 'viewer', 'auditor'],
    reach: 'self',
    zh: '工作台',
    en: 'Desk',
  },
  'person.manage': { roles: ['administrator'], reach: 'down', zh: '人员管理', en: 'Manage people' },
  'organization.manage': { roles: ['administrator'], reach: 'down', zh: '机构管理', en: 'Manage organizations' },
  'session.watch': {
    roles: ['administrator', 'auditor'],
    reach: 'down',
    zh: '查看登录情况',
    en: 'See who signs in',
  },
  'audit.read': { roles: ['administrator', 'auditor'], reach: 'down', zh: '查看审计', en: 'Read the audit trail' },
  'dictionary.read': {
    roles: ['administrator', 'officer', 'reporter', 'viewer', 'auditor'],
    reach: 'self',
    zh: '查看词表',
    en: 'Read the dictionary',
  },
  'dictionary.manage': { roles: ['administrator'], reach: 'self', zh: '管理词表', en: 'Keep the dictionary' },
  'job.own': {
    roles: ['administrator', 'officer', 'reporter', 'viewer', 'auditor'],
    reach: 'self',
    zh: '查看自己的作业',
    en: 'See own jobs',
  },
  'notice.own': {
    roles: ['administrator', 'officer', 'reporter', 'viewer', 'auditor'],
    reach: 'self',
    zh: '查看自己的通知',
    en: 'Read own notices',
  },
  'notice.robot': {
    roles: ['administrator'],
    reach: 'down',
    zh: '设置机构群机器人',
    en: 'Set robots of organizations',
  },
  'view.own': {
    roles: ['administrator', 'officer', 'reporter', 'viewer', 'auditor'],
    reach: 'self',
    zh: '保存视图',
    en: 'Save views',
  },
  'session.own': {
    roles: ['administrator', 'officer', 'reporter', 'viewer', 'auditor'],
    reach: 'self',
    zh: '管理自己的会话和密钥',
    en: 'Manage own sessions and keys',
  },
} as const satisfies Record<string, { roles: readonly Role[] | 'anyone'; reach: Reach; zh: string; en: string }>;

export type Permission = keyof typeof permissions;

/** May somebody with these roles hold the permission at all, somewhere? */
export function allows(held: readonly Role[], permission: Permission): boolean {
  const wanted: readonly Role[] | 'anyone' = permissions[permission].roles;
  return wanted === 'anyone' || held.some((role) => wanted.includes(role));
}

/**
 * The part of a GB/T 2260 code that names the region and everything below it:
 * province 2 digits, city 4, county 6.
 */
export function regionStem(code: string): string {
  if (code.endsWith('0000')) return code.slice(0, 2);
  return code.endsWith('00') ? code.slice(0, 4) : code;
}

/** Does a permission held for `home` reach `region`? Codes are GB/T 2260; a prefix names the subtree. */
export function reaches(reach: Reach, home: string, region: string): boolean {
  if (reach === 'public') return true;
  if (reach === 'self' || reach === 'own') return home === region;
  const below = region.startsWith(regionStem(home));
  return reach === 'down' ? below : below || home.startsWith(regionStem(region));
}
