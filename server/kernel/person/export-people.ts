/** The list of people as a file: masked addresses, one line a person, posts that have not ended. */
import type { PersonRow } from '../../../packages/contract/index.ts';
import { minuteOf } from '../clock.ts';
import type { ExportColumn } from '../tabular/export-table.ts';
import { roleNames } from './import-people.ts';

const stateWords: Record<PersonRow['state'], string> = {
  active: '可登录',
  locked: '已锁定',
  disabled: '已停用',
  'no-post': '无岗位',
};

export const peopleColumns: ExportColumn<PersonRow>[] = [
  { title: { zh: '名称', en: 'Name' }, width: 24, value: (row) => row.displayName },
  { title: { zh: '用户名', en: 'User name' }, width: 16, value: (row) => row.userName },
  {
    of: 'posts',
    title: { zh: '岗位', en: 'Posts' },
    width: 60,
    value: (row) =>
      row.posts
        .filter((post) => post.when !== 'ended')
        .map(
          (post) =>
            `${post.organization.name} ${post.region.name} ${post.roles.map((role) => roleNames[role]).join('、')}`,
        )
        .join('；'),
  },
  { of: 'state', title: { zh: '状态', en: 'State' }, width: 10, value: (row) => stateWords[row.state] },
  { of: 'email', title: { zh: '邮箱', en: 'E-mail' }, width: 20, value: (row) => row.email },
  {
    of: 'seen',
    title: { zh: '最近使用', en: 'Last seen' },
    width: 18,
    value: (row) => (row.lastSeenAt ? minuteOf(new Date(row.lastSeenAt)) : null),
  },
];
