/** One mail a working day: what is late, what is due within three working days, what is unread. */
import { sql } from 'kysely';
import { allows, type ChannelWish, type Message, type Role } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { addWorkingDays, isWorkingDay } from '../calendar/index.ts';
import { today } from '../clock.ts';
import { findValidPosts } from '../person/posts.ts';
import { systemScope } from '../scope/scope.ts';
import type { Services } from '../services.ts';

const DUE_WITHIN = 3;
const MOST_LINES = 20;
const system = systemScope('digest');
const beyond = { beyond: 'weekdays' } as const;

/** Puts today's digests into the outbox; who has nothing to read gets none. Repeating it on a day changes nothing. */
export async function writeDigests({ db, clock }: Services, baseUrl: string): Promise<number> {
  const day = today(clock);
  if (!isWorkingDay(day, beyond)) return 0;
  return db.within(system, async (tx) => {
    const people = await tx
      .selectFrom('notice_preference as p')
      .innerJoin('person', 'person.id', 'p.person_id')
      .select(['p.person_id', 'p.language', 'p.channels'])
      .where('person.email', 'is not', null)
      .where('person.disabled_at', 'is', null)
      .execute();
    let written = 0;
    for (const person of people) {
      const content = await digestOf(tx, person, day, baseUrl);
      if (!content) continue;
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('notice_delivery')
        .values({
          channel: 'digest',
          person_id: person.person_id,
          day,
          content: JSON.stringify(content),
          created_at: clock.now(),
          next_at: clock.now(),
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      written += Number(numInsertedOrUpdatedRows ?? 0n);
    }
    return written;
  });
}

type Person = {
  person_id: string;
  language: string;
  channels: unknown;
};
type Section = { title: Message; lines: { words: string; link: string }[]; total: number };

async function digestOf(tx: Tx, person: Person, day: string, baseUrl: string) {
  const language = person.language === 'en' ? 'en' : 'zh';
  const soon = addWorkingDays(day, DUE_WITHIN, beyond);
  // What is due is of every kind: somebody who wants no mail at large is not sent it.
  const wish = (person.channels as Record<string, ChannelWish | undefined>)['*'];
  const cases = wish?.email === 'off' ? [] : await findDue(tx, person, day, soon);
  const unread = await findUnread(tx, person);
  const section = (title: Message, items: { words: string; link: string }[]): Section => ({
    title,
    lines: items.slice(0, MOST_LINES),
    total: items.length,
  });
  const line = (one: (typeof cases)[number]) => ({
    words: `${one.due_on} ${(language === 'en' && one.title_en) || one.title || one.object_id}`,
    link: one.link ?? '/',
  });
  const sections = [
    section({ zh: '已逾期', en: 'Late' }, cases.filter((one) => one.due_on! < day).map(line)),
    section(
      { zh: '三个工作日内到期', en: 'Due within three working days' },
      cases.filter((one) => one.due_on! >= day).map(line),
    ),
    section(
      { zh: '未读通知', en: 'Unread notices' },
      unread.map((one) => ({ words: (one.title as Message)[language], link: one.link })),
    ),
  ].filter(({ total }) => total > 0);
  if (sections.length === 0) return undefined;
  const counts = sections
    .map(({ title, total }) => `${title[language]} ${total}`)
    .join(language === 'zh' ? '，' : ', ');
  return {
    subject: language === 'zh' ? `【质脉】${day} 待办摘要：${counts}` : `[Zhimai] ${day}: ${counts}`,
    text: [
      ...sections.flatMap(({ title, lines, total }) => [
        `${title[language]} ${total}`,
        ...lines.map(({ words, link }) => `- ${words}\n  ${baseUrl}${link}`),
        ...(total > lines.length
          ? [language === 'zh' ? `  另有 ${total - lines.length} 项` : `  and ${total - lines.length} more`]
          : []),
        '',
      ]),
      language === 'zh' ? `修改通知方式：${baseUrl}/account` : `Change how you are told: ${baseUrl}/account`,
      '',
    ].join('\n'),
  };
}

/** Open cases that the person acts in by any of their posts: for an organization, or as the office of a region. */
async function findDue(tx: Tx, person: Person, day: string, until: string) {
  const posts = await findValidPosts(tx, person.person_id, day);
  const acting = posts.filter((post) => allows(post.roles as Role[], 'work.act'));
  const offices = acting.filter((post) => allows(post.roles as Role[], 'work.supervise'));
  if (acting.length === 0) return [];
  return tx
    .selectFrom('lifecycle_case as c')
    .leftJoin('search_entry as s', (join) =>
      join.onRef('s.kind', '=', 'c.kind').onRef('s.object_id', '=', 'c.object_id'),
    )
    .select(['c.object_id', 'c.due_on', 's.title', 's.title_en', 's.link'])
    .where('c.closed_at', 'is', null)
    .where('c.due_on', '<=', until)
    .where((eb) =>
      eb.or([
        sql<boolean>`c.parties && ${acting.map((post) => post.organization_id)}::text[]`,
        eb('c.region_code', '=', eb.fn.any(eb.val(offices.map((post) => post.region_code)))),
      ]),
    )
    .orderBy('c.due_on')
    .orderBy('c.object_id')
    .limit(500)
    .execute();
}

async function findUnread(tx: Tx, person: Person) {
  const wishes = person.channels as Record<string, ChannelWish | undefined>;
  const rows = await tx
    .selectFrom('notice')
    .select(['kind', 'title', 'link'])
    .where('person_id', '=', person.person_id)
    .where('read_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
  return rows.filter((row) => (wishes[row.kind] ?? wishes['*'])?.email !== 'off');
}
