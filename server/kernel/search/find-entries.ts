import { sql } from 'kysely';
import type { SearchAnswer, SearchHit } from '../../../packages/contract/index.ts';
import type { Tx } from '../../db/connect.ts';
import { authorize, type Scope } from '../scope/scope.ts';
import { type Mark, marksBySound, marksIn, queryOf, snippetOf } from './words.ts';

/** So many candidates are looked at; titles that are or begin with the words are always among them. */
export const MOST = 2000;
const matches = ['exact', 'prefix', 'title', 'text', 'pinyin', 'initials'] as const;

/** Among groups whose best hits are equally good. */
const kindOrder = ['plan', 'task', 'target', 'plan-task', 'clause', 'organization', 'region', 'document'];

export type SearchQuestion = { q: string; kinds?: readonly string[] | undefined; size?: number };

/** What fits the words, in groups by kind: exact before beginning, part, text, pinyin, initials. */
export async function findEntries(tx: Tx, scope: Scope, question: SearchQuestion): Promise<SearchAnswer> {
  authorize(scope, 'search.read');
  const query = queryOf(question.q);
  if (!query) return { q: question.q, total: 0, more: false, groups: [] };
  const kinds = question.kinds?.length ? [...question.kinds] : null;
  const { rows: ranked } = await sql<{ kind: string; object_id: string; rank: number }>`
    select * from search_find(${query.asked}::tsquery, ${query.whole}, ${query.words}::text[], ${query.sounds}::text[],
      ${kinds}::text[], ${MOST})`.execute(tx);
  const size = question.size ?? 5;
  const place = (kind: string) => (kindOrder.includes(kind) ? kindOrder.indexOf(kind) : kindOrder.length);
  const groups = [...Map.groupBy(ranked, (row) => row.kind)]
    .map(([kind, rows]) => ({ kind, rows }))
    .sort((a, b) => a.rows[0]!.rank - b.rows[0]!.rank || place(a.kind) - place(b.kind));
  const shown = groups.flatMap(({ rows }) => rows.slice(0, size));
  const entries = await readEntries(tx, shown);
  return {
    q: question.q,
    total: ranked.length,
    more: ranked.length >= MOST,
    groups: groups.map(({ kind, rows }) => ({
      kind,
      total: rows.length,
      hits: rows.slice(0, size).flatMap((row) => {
        const entry = entries.get(`${row.kind} ${row.object_id}`);
        return entry ? [toHit(entry, row.rank, query)] : [];
      }),
    })),
  };
}

type Entry = Awaited<ReturnType<typeof selectEntries>>[number];

async function readEntries(tx: Tx, keys: readonly { kind: string; object_id: string }[]): Promise<Map<string, Entry>> {
  if (keys.length === 0) return new Map();
  const rows = await selectEntries(tx, keys);
  return new Map(rows.map((row) => [`${row.kind} ${row.object_id}`, row]));
}

const selectEntries = (tx: Tx, keys: readonly { kind: string; object_id: string }[]) =>
  tx
    .selectFrom('search_entry')
    .select([
      'kind',
      'object_id',
      'title',
      'title_en',
      'subtitle',
      'subtitle_en',
      'body',
      'link',
      'region_code',
      'visibility',
      'pinyin',
      'initials',
    ])
    .where(
      sql<boolean>`(kind, object_id) in (select * from unnest(${keys.map((key) => key.kind)}::text[],
        ${keys.map((key) => key.object_id)}::text[]))`,
    )
    .execute();

function toHit(entry: Entry, rank: number, query: NonNullable<ReturnType<typeof queryOf>>): SearchHit {
  const match = matches[rank] ?? 'text';
  const zh: Mark[] =
    match === 'pinyin' || match === 'initials'
      ? marksBySound(entry.title, query, entry.pinyin, entry.initials)
      : marksIn(entry.title, query.words);
  const snippet = entry.body ? snippetOf(entry.body, query.words) : null;
  return {
    kind: entry.kind,
    id: entry.object_id,
    title: { zh: entry.title, en: entry.title_en },
    subtitle: entry.subtitle === null ? null : { zh: entry.subtitle, en: entry.subtitle_en },
    snippet,
    link: entry.link,
    regionCode: entry.region_code,
    visibility: entry.visibility as SearchHit['visibility'],
    match,
    marks: {
      zh,
      en: entry.title_en ? marksIn(entry.title_en, query.words) : [],
      snippet: snippet ? marksIn(snippet, query.words) : [],
    },
  };
}
