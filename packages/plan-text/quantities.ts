import { COUNTERS, CUES_AFTER, CUES_BEFORE, MEASURES, oneOf } from './lexicon.ts';
import { decimal, hanNumber, readNumber } from './numbers.ts';
import type { Comparator } from './types.ts';

/** A number with its unit and comparator: `[from, to)` covers number, unit and the words behind (以上). */
export interface Quantity {
  from: number;
  /** End of number and unit. */
  unitTo: number;
  to: number;
  value: string;
  high: string | null;
  unit: string | null;
  /** Unit is a counter of things rather than a measure. */
  counter: boolean;
  /** Only a scale (万, 亿) without a counter. */
  bare: boolean;
  raw: string;
  lost: boolean;
  after: Comparator | null;
}

const SCALE = '(?:万亿|千万|百万|十万|十亿|百亿|千亿|[十百千万亿])';
const BASE = oneOf(`${COUNTERS} ${MEASURES}`);
const UNIT = new RegExp(`${SCALE}?(?:${BASE})(?:/${SCALE}?(?:${BASE}))?|${SCALE}`, 'y');
const COUNTER = new RegExp(`^${SCALE}?(?:${oneOf(COUNTERS)})(?:/|$)`);
const BARE = new RegExp(`^${SCALE}$`);
const AFTER = CUES_AFTER.map((c) => ({
  re: new RegExp(`(?:（含）|（套）|（次）)?(?:${oneOf(c.words)})`, 'y'),
  comparator: c.comparator as Comparator,
}));
const AFTER_WORD = new RegExp(`^(?:${CUES_AFTER.map((c) => oneOf(c.words)).join('|')})`);
const BEFORE = CUES_BEFORE.map((c) => ({
  re: new RegExp(`(?:${oneOf(c.words)})(?:到|至|了)?(?:全(?:省|市|国)的?)?$`),
  comparator: c.comparator as Comparator,
}));

/** Characters behind a candidate unit that show it to be another word. */
const NOT_AFTER: [RegExp, RegExp][] = [
  [/^个$/, /^(?:月|别|体|性|人|工作日)/],
  [/^分$/, /^(?:之|钟|别|类|级|期|部|批|析|行|步|布|散|工|局|支|公司|中心|区|管|标|会|委)/],
  [/^年$/, /^/],
  [/^日$/, /^/],
  [/^位$/, /^(?:于|居|列)/],
  [/^点位?$/, /^(?:钟)/],
  [/^期$/, /^(?:间|货|限|望|末|内|满|工)/],
  [/^次$/, /^(?:会|全|日|年|党)/],
  [/^度$/, /^/],
  [/^人$/, /^(?:才|民|工|均|大|社|口|力|防|员|物)/],
  [/^名$/, /^(?:牌|优|录|单|称|师|特|城|镇|校|企)/],
  [/^家$/, /^(?:庭|电|具|居|禽|政)/],
  [/^单$/, /^(?:位|项|独|元|一)/],
  [/^条$/, /^(?:例|件)/],
  [/^点$/, /^/],
  [/^市$/, /^(?:场|民|级|政|长)/],
  [/^县$/, /^(?:级|域|政|长)/],
  [/^台$/, /^(?:风|湾|州|账)/],
  [/^部$/, /^(?:门|分|委|署|队)/],
  [/^口$/, /^(?:岸|径)/],
  [/^天$/, /^(?:然|气)/],
  [/^本$/, /^(?:科|地|省|市|级)/],
  [/^节$/, /^(?:能|水|约|点)/],
  [/^站$/, /^(?:点|式)/],
  [/^门$/, /^(?:类|槛)/],
  [/^类$/, /^(?:水|断|别|以|及|型|标)/],
  [/^组$/, /^(?:织|建|团)/],
  [/^对$/, /^(?:外|象|接|标|口|比)/],
  [/^片$/, /^(?:区)/],
  [/^头$/, /^(?:部)/],
  [/^场$/, /^(?:所|地|景|馆)/],
  [/^档$/, /^(?:案)/],
  [/^队$/, /^(?:伍)/],
  [/^班$/, /^(?:组|子)/],
  [/^所$/, /^(?:有|属|得|在|需)/],
  [/^村$/, /^(?:级|庄|民|委)/],
  [/^镇$/, /^(?:级|街)/],
  [/^种$/, /^(?:植|业|子|质|养|苗)/],
  [/^份$/, /^(?:额)/],
  [/^股$/, /^(?:份|权|东)/],
  [/^元$/, /^(?:器|件|素|旦|宇)/],
  [/^米$/, /^(?:级)/],
  [/^克$/, /^(?:难|服)/],
  [/^处$/, /^(?:理|置|罚|于|级)/],
  [/^起$/, /^(?:来|点|步|草)/],
  [/^十$/, /^/],
  [/^[百千]$/, /^(?:强|佳|姓|村|镇|家|县|年)?/],
];

function readUnit(text: string, at: number): { unit: string | null; to: number } {
  UNIT.lastIndex = at;
  const m = UNIT.exec(text);
  if (!m) return { unit: null, to: at };
  let unit = m[0];
  let to = at + unit.length;
  const rest = text.slice(to, to + 4);
  for (const [u, next] of NOT_AFTER) {
    const tail = unit.replace(/^(?:万亿|[十百千万亿])+/, '') || unit;
    if (u.test(tail) && next.test(rest)) {
      const scale = unit.slice(0, unit.length - tail.length);
      if (scale === '') return { unit: null, to: at };
      return { unit: scale, to: at + scale.length };
    }
  }
  // 台（套）, 条（段）: the bracket belongs to the counter.
  const bracket = /^（(?:套|次|段|所|家|个|座|处|人|部|册|只|件|对|项)）/.exec(rest);
  if (bracket) {
    unit += bracket[0];
    to += bracket[0].length;
  }
  if (!AFTER_WORD.test(text.slice(to, to + 4)) && /^以上/.test(rest)) to = at + m[0].length;
  return { unit, to };
}

/** What ends a phrase: a numeral word right before it counts. */
const STANDS = /^[，。；、]?$/;
const CHINESE =
  /(?:百分之[一二三四五六七八九十百零点]{1,7})|(?:[一二两三四五六七八九][十百千][一二三四五六七八九十百零]{0,6}|[二三四五六七八九]?十[一二三四五六七八九]?)(?=[个家项件名人所座条户张种](?!大|方面|月|字|体|性|强|佳))/g;

/** Finds every quantity of a text, in order. Linear: each place is looked at once. */
export function readQuantities(text: string, gap: Uint8Array): Quantity[] {
  const out: Quantity[] = [];
  let i = 0;
  while (i < text.length) {
    const c = text.charCodeAt(i);
    if (c < 48 || c > 57) {
      i++;
      continue;
    }
    const n = readNumber(text, gap, i);
    if (!n) {
      i++;
      continue;
    }
    const before = text[i - 1] ?? '';
    let u = readUnit(text, n.to);
    let high = n.high;
    let value = n.value;
    let raw = n.raw;
    // 3万—5万家, 10%—15%: the first end carried the unit.
    if (high === null && u.unit && /^[—~至-]{1,2}\d/.test(text.slice(u.to, u.to + 3))) {
      const skip = /^[—~至-]{1,2}/.exec(text.slice(u.to, u.to + 3))?.[0].length ?? 1;
      const n2 = readNumber(text, gap, u.to + skip);
      const u2 = n2 ? readUnit(text, n2.to) : null;
      if (n2 && u2?.unit?.startsWith(u.unit) && Number(n2.value) > Number(value)) {
        high = n2.value;
        raw = text.slice(n.from, n2.to);
        u = u2;
      }
    }
    const word = /[A-Za-z]/.test(before) || (before === '-' && /[A-Za-z]/.test(text[i - 2] ?? ''));
    if (!word && before !== '第' && before !== '〕' && before !== '.') {
      let to = u.to;
      let after: Comparator | null = null;
      for (const a of AFTER) {
        a.re.lastIndex = to;
        const m = a.re.exec(text);
        if (m) {
          after = a.comparator;
          to += m[0].length;
          break;
        }
      }
      out.push({
        from: i,
        unitTo: u.to,
        to,
        value,
        high,
        unit: u.unit,
        counter: u.unit !== null && COUNTER.test(u.unit),
        bare: u.unit !== null && BARE.test(u.unit),
        raw,
        lost: n.lost,
        after,
      });
      value = n.value;
    }
    i = Math.max(n.to, u.unit ? u.to : n.to, i + 1);
  }
  CHINESE.lastIndex = 0;
  for (let m = CHINESE.exec(text); m; m = CHINESE.exec(text)) {
    const percent = m[0].startsWith('百分之');
    const v = hanNumber(percent ? m[0].slice(3).replace(/点.*/, '') : m[0]);
    if (v === null || m[0].length < 2) continue;
    const to = m.index + m[0].length;
    const u = percent ? { unit: '%', to } : readUnit(text, to);
    const frac =
      percent && m[0].includes('点')
        ? `.${[...(m[0].split('点')[1] ?? '')].map((x) => hanNumber(x) ?? '').join('')}`
        : '';
    let end = u.to;
    let after: Comparator | null = null;
    for (const a of AFTER) {
      a.re.lastIndex = end;
      const k = a.re.exec(text);
      if (k) {
        after = a.comparator;
        end += k[0].length;
        break;
      }
    }
    if (!percent && after === null && !(u.unit && STANDS.test(text.slice(end, end + 1)))) continue;
    out.push({
      from: m.index,
      unitTo: u.to,
      to: end,
      value: decimal(v + frac),
      high: null,
      unit: u.unit,
      counter: !percent,
      bare: false,
      raw: m[0],
      lost: false,
      after,
    });
  }
  return out.sort((a, b) => a.from - b.from);
}

/** Whether the whole string is a unit. */
export function isUnit(s: string): boolean {
  UNIT.lastIndex = 0;
  return UNIT.exec(s)?.[0].length === s.length;
}

/** A comparator with the length of the words that give it. */
export interface Cue {
  comparator: Comparator;
  length: number;
}

/** The comparator that the words right in front of the number give, with the length of those words. */
export function cueBefore(left: string): Cue | null {
  const tail = left.slice(-14);
  let best: Cue | null = null;
  for (const b of BEFORE) {
    const m = b.re.exec(tail);
    // 不高于 ends with 高于: the longer words decide.
    if (m && m[0].length > (best?.length ?? 0)) best = { comparator: b.comparator, length: m[0].length };
  }
  return best;
}
