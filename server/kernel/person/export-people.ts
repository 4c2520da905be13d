/** The list of people as a file: masked addresses, one line a person, posts that have not ended. */
import { nameIn, type PersonRow, personStateWords, roleWords } from '../../../packages/contract/index.ts';
import { minuteOf } from '../clock.ts';
import type { ExportColumn } from '../tabular/export-table.ts';

export const peopleColumns: ExportColumn<PersonRow>[] = [
  { title: { zh: '名称', en: 'Name' }, width: 24, value: (row) => row.displayName },
  { title: { zh: '用户名', en: 'User name' }, width: 16, value: (row) => row.userName },
  {
    of: 'posts',
    title: { zh: '岗位', en: 'Posts' },
    width: 60,
    value: (row, language) => {
      const [comma, semicolon] = language === 'zh' ? ['、', '；'] : [', ', '; '];
      const words = (post: PersonRow['posts'][number]) =>
        [
          nameIn(post.organization, language),
          nameIn(post.region, language),
          post.roles.map((role) => roleWords[role][language]).join(comma),
        ].join(' ');
      return row.posts
        .filter((post) => post.when !== 'ended')
        .map(words)
        .join(semicolon);
    },
  },
  {
    of: 'state',
    title: { zh: '状态', en: 'State' },
    width: 10,
    value: (row, language) => personStateWords[row.state][language],
  },
  { of: 'email', title: { zh: '邮箱', en: 'E-mail' }, width: 20, value: (row) => row.email },
  {
    of: 'seen',
    title: { zh: '最近使用', en: 'Last seen' },
    width: 18,
    value: (row) => (row.lastSeenAt ? minuteOf(new Date(row.lastSeenAt)) : null),
  },
];
