/** Brackets and quotes of each character: 0 outside, 1 inside （）〔〕, 2 inside “”《》. */
export function depths(text: string): Uint8Array {
  const out = new Uint8Array(text.length);
  let round = 0;
  let quote = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '（' || c === '〔') round++;
    if (c === '“' || c === '《') quote++;
    out[i] = quote > 0 ? 2 : round > 0 ? 1 : 0;
    if (c === '）' || c === '〕') round = Math.max(0, round - 1);
    if (c === '”' || c === '》') quote = Math.max(0, quote - 1);
    if (c === '。') {
      round = 0;
      quote = 0;
    }
  }
  return out;
}

/** Signs that end a clause. */
export const STOP = /[，；：。！？]/;

export interface Clause {
  from: number;
  to: number;
  /** Sign that ends the clause. */
  end: string;
}

/** Cuts a sentence at ， ； ： outside brackets. */
export function clausesOf(text: string, depth: Uint8Array): Clause[] {
  const out: Clause[] = [];
  let from = 0;
  for (let i = 0; i <= text.length; i++) {
    const c = text[i];
    if (c !== undefined && !(depth[i] === 0 && STOP.test(c))) continue;
    if (i > from) out.push({ from, to: i, end: c ?? '' });
    from = i + 1;
  }
  return out;
}

/** Longer sentences are read in pieces, so that work stays linear. */
const LONGEST = 800;

/** End of the sentence that starts at `i`. */
export function sentenceEnd(text: string, i: number): number {
  let quote = 0;
  for (let e = i; e < text.length; e++) {
    const c = text[e] as string;
    if (c === '“') quote++;
    else if (c === '”') quote = Math.max(0, quote - 1);
    else if ((c === '。' || c === '！' || c === '？') && (quote === 0 || e - i > LONGEST / 2)) return e + 1;
    if (e - i > LONGEST && (STOP.test(c) || e - i > 2 * LONGEST)) return e + 1;
  }
  return text.length;
}
