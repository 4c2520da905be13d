/** Kinds of organizations, in the order of lists. No schema here: the web reads the list itself. */
export const organizationKinds = [
  'department',
  'office',
  'agency',
  'government',
  'institution',
  'enterprise',
  'laboratory',
  'certifier',
  'association',
  'group',
] as const;
export type OrganizationKindName = (typeof organizationKinds)[number];

export const organizationKindNames: Record<OrganizationKindName, { zh: string; en: string }> = {
  department: { zh: '政府部门', en: 'Department' },
  office: { zh: '办事机构', en: 'Office' },
  agency: { zh: '其他机构', en: 'Other body' },
  government: { zh: '人民政府', en: 'Government' },
  institution: { zh: '事业单位', en: 'Public institution' },
  enterprise: { zh: '企业', en: 'Enterprise' },
  laboratory: { zh: '检验检测机构', en: 'Laboratory' },
  certifier: { zh: '认证机构', en: 'Certification body' },
  association: { zh: '社会团体', en: 'Association' },
  group: { zh: '统称（各市等）', en: 'Collective name' },
};
