import { sql } from 'kysely';
import type { Tx } from '../../db/connect.ts';
import { normalize, type Sounds, tokensOf } from './words.ts';

/** Something that can be found. `link` is its path on the work face. */
export type SearchEntry = {
  kind: string;
  id: string;
  title: string;
  titleEn?: string | null;
  subtitle?: string | null;
  subtitleEn?: string | null;
  /** Further words to be found by; of a long text its beginning. */
  body?: string | null;
  link: string;
  regionCode: string | null;
  visibility: 'public' | 'internal' | 'restricted';
  /** Organizations that may see what is restricted. */
  parties?: readonly string[];
};

const BODY = 2000;
const BATCH = 500;

/** Writes entries, or replaces them, in the transaction of the change that made them. */
export async function indexEntries(tx: Tx, entries: readonly SearchEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const soundsOf = await loadSounds();
  for (let from = 0; from < entries.length; from += BATCH) {
    const rows = entries.slice(from, from + BATCH).map((entry) => rowOf(entry, soundsOf(entry.title)));
    await sql`select search_put(${JSON.stringify(rows)}::jsonb)`.execute(tx);
  }
}

/** Takes entries out; without ids the whole kind. */
export async function removeEntries(tx: Tx, kind: string, ids?: readonly string[]): Promise<void> {
  await sql`select search_drop(${kind}, ${ids ? [...ids] : null}::text[], null)`.execute(tx);
}

/** Takes out the entries of a kind whose id begins so: the parts of something. */
export async function removeEntriesUnder(tx: Tx, kind: string, under: string): Promise<void> {
  await sql`select search_drop(${kind}, null, ${under})`.execute(tx);
}

function rowOf(entry: SearchEntry, sounds: Sounds) {
  const body = entry.body?.slice(0, BODY) || null;
  const others = [entry.titleEn, entry.subtitle, entry.subtitleEn, body].filter((text) => text != null);
  return {
    kind: entry.kind,
    object_id: entry.id,
    title: entry.title,
    title_en: entry.titleEn || null,
    subtitle: entry.subtitle || null,
    subtitle_en: entry.subtitleEn || null,
    body,
    link: entry.link,
    region_code: entry.regionCode,
    visibility: entry.visibility,
    parties: entry.parties ?? [],
    title_norm: normalize(entry.title),
    hay: [entry.title, ...others].map(normalize).join('\n'),
    pinyin: sounds.syllables.map((syllable) => `|${syllable}`).join(''),
    initials: sounds.initials,
    tokens: tokensOf(entry.title, others, sounds),
  };
}

/** The dictionary of readings is large and only needed where something is written. */
async function loadSounds(): Promise<(title: string) => Sounds> {
  const { pinyin } = await import('pinyin-pro');
  return (title) => {
    const han = [...title].filter((sign) => /\p{Script=Han}/u.test(sign)).join('');
    // ü is typed v by some and u by others; u is what pinyin without marks has.
    const syllables = pinyin(han, { toneType: 'none', type: 'array' }).map((syllable) => syllable.replaceAll('ü', 'u'));
    return { syllables, initials: syllables.map((syllable) => syllable[0] ?? '').join('') };
  };
}
