/** Pure: how titles and questions become tokens, and where a question's words stand in a title. */

/** Lower case and one width, character by character, with the place in the original of each. */
function fold(text: string): { text: string; places: number[] } {
  let folded = '';
  const places: number[] = [];
  for (let at = 0; at < text.length; ) {
    const sign = String.fromCodePoint(text.codePointAt(at)!);
    const plain = sign.normalize('NFKC').toLowerCase();
    for (let n = 0; n < plain.length; n++) places.push(at);
    folded += plain;
    at += sign.length;
  }
  places.push(text.length);
  return { text: folded, places };
}

export const normalize = (text: string): string => fold(text).text.trim().replace(/\s+/g, ' ');

const runs = (text: string): string[] =>
  text.match(/\p{Script=Han}+|[\p{Letter}\p{Number}]+/gu)?.flatMap(splitRun) ?? [];
const isHan = (run: string): boolean => /^\p{Script=Han}/u.test(run);
/** `2025年` and `GB标准` are two runs each. */
const splitRun = (run: string): string[] => run.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? [];

const pairs = (run: string): string[] => {
  const signs = [...run];
  return signs.slice(1).map((sign, index) => signs[index]! + sign);
};
const triples = (word: string): string[] =>
  Array.from({ length: Math.max(0, word.length - 2) }, (_, at) => word.slice(at, at + 3));

/** Beginnings of one and two letters are marked; from three letters on any part of a word is found. */
const latinTokens = (word: string, mark: string): string[] => [
  `${mark}^${word.slice(0, 1)}`,
  ...(word.length > 1 ? [`${mark}^${word.slice(0, 2)}`] : []),
  ...triples(word).map((part) => mark + part),
];
const latinQuery = (word: string, mark: string): string[] =>
  word.length < 3 ? [`${mark}^${word}`] : triples(word).map((part) => mark + part);

export type Sounds = { syllables: string[]; initials: string };

/** Tokens of an entry. Single characters are found in titles, pairs everywhere, pinyin and initials in titles. */
export function tokensOf(title: string, others: readonly string[], { syllables, initials }: Sounds): string[] {
  const tokens = new Set<string>();
  for (const run of runs(title)) if (isHan(run)) for (const sign of run) tokens.add(sign);
  for (const text of [title, ...others])
    for (const run of runs(text)) for (const token of isHan(run) ? pairs(run) : latinTokens(run, '')) tokens.add(token);
  syllables.forEach((_, at) => {
    // A syllable opens a word of its own, so that typing may begin at any character.
    const ahead = syllables.slice(at, at + 3).join('');
    tokens.add(`p:^${ahead.slice(0, 1)}`).add(`p:^${ahead.slice(0, 2)}`);
  });
  for (const part of triples(syllables.join(''))) tokens.add(`p:${part}`);
  for (const part of pairs(initials)) tokens.add(`i:${part}`);
  for (const part of triples(initials)) tokens.add(`i:${part}`);
  return [...tokens];
}

export type Query = {
  /** For `@@`: every word must be there, as letters, as pinyin or as initials. */
  asked: string;
  whole: string;
  words: string[];
  /** Regular expression over `|zhi|liang` for each word; empty where a word cannot be pinyin. */
  sounds: string[];
};

const MOST_WORDS = 8;
const quote = (token: string) => `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
const all = (tokens: string[]) => `(${[...new Set(tokens)].map(quote).join(' & ')})`;

/** What a person typed; undefined when nothing in it can be looked for. */
export function queryOf(typed: string): Query | undefined {
  const whole = normalize(typed).slice(0, 100);
  const words = [...new Set(runs(whole))].slice(0, MOST_WORDS);
  if (words.length === 0) return undefined;
  const sounds = words.map((word) => (/^[a-z]+$/.test(word) ? soundOf(word) : ''));
  const asked = words.map((word, index) => {
    if (isHan(word)) return all([...word].length === 1 ? [word] : pairs(word));
    if (!sounds[index]) return all(latinQuery(word, ''));
    const choices = [latinQuery(word, ''), latinQuery(word, 'p:')];
    if (word.length === 2) choices.push([`i:${word}`]);
    if (word.length > 2) choices.push(triples(word).map((part) => `i:${part}`));
    return `(${choices.map(all).join(' | ')})`;
  });
  return { asked: asked.join(' & '), whole, words, sounds };
}

/** Matches `zhiliang` and `zhil` in `|zhi|liang`, from the beginning of a syllable on. */
const soundOf = (word: string): string => `\\|${[...word].join('\\|?')}`;

export type Mark = [start: number, end: number];

/** Where the words stand in a text that is shown, in UTF-16 offsets, without overlaps. */
export function marksIn(text: string, words: readonly string[]): Mark[] {
  const { text: folded, places } = fold(text);
  const marks: Mark[] = [];
  for (const word of words)
    for (let at = folded.indexOf(word); at >= 0 && marks.length < 20; at = folded.indexOf(word, at + word.length))
      marks.push([places[at]!, places[at + word.length]!]);
  return merge(marks);
}

/** Where words that matched by sound stand in the title they sound in. */
export function marksBySound(title: string, query: Query, pinyin: string, initials: string): Mark[] {
  const places = [...title.matchAll(/\p{Script=Han}/gu)].map((match) => match.index);
  const marks: Mark[] = [];
  query.words.forEach((word, index) => {
    const sound = query.sounds[index];
    if (!sound || places.length === 0) return;
    const heard = new RegExp(sound).exec(pinyin);
    const from = heard ? countSyllables(pinyin.slice(0, heard.index)) : initials.indexOf(word);
    const length = heard ? countSyllables(heard[0]) : word.length;
    const [first, last] = [places[from], places[from + length - 1]];
    if (from >= 0 && first !== undefined && last !== undefined) marks.push([first, last + 1]);
  });
  return merge(marks);
}

const countSyllables = (text: string): number => text.split('|').length - 1;

function merge(marks: Mark[]): Mark[] {
  const merged: Mark[] = [];
  for (const mark of marks.sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && mark[0] <= last[1]) last[1] = Math.max(last[1], mark[1]);
    else merged.push([...mark]);
  }
  return merged;
}

/** A little of the body around the first word that stands in it. */
export function snippetOf(body: string, words: readonly string[], around = 36): string | null {
  const { text, places } = fold(body);
  const hits = words.map((word) => text.indexOf(word)).filter((at) => at >= 0);
  if (hits.length === 0) return null;
  const at = places[Math.min(...hits)]!;
  const from = Math.max(0, at - around);
  const to = Math.min(body.length, at + around * 2);
  return `${from > 0 ? '…' : ''}${body.slice(from, to).replace(/\s+/g, ' ')}${to < body.length ? '…' : ''}`;
}
