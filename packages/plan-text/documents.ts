import { HEAD_WORD } from './grid-words.ts';
import type { Para } from './paragraphs.ts';

/** One official document inside a file, as paragraph indices `[from, to)`. */
export interface Part {
  from: number;
  to: number;
  title: string;
  documentNumber: string | null;
  issuer: string | null;
  date: string | null;
  /** Year of signature. */
  year: number | null;
  titleFrom: number;
}

const NUMBER_LINE =
  /^(?:发文字号：|文号：)?([\u4e00-\u9fff]{2,14}(?:〔|【|（)(?:19|20)\d\d(?:〕|】|）)第?\d{1,4}号)(?:[\u4e00-\u9fff].{0,20})?$/;
const ORDER_LINE = /^(第\d{1,4}号)$/;
const TITLE_END =
  /(?:通知|意见|通报|决定|规划|方案|计划|纲要|要点|办法|规定|批复|公告|措施|条例|细则|清单|函|报告|令|决议|目标任务|行动|举措|政策|分工表|分解表|一览表|任务表|台账)(?:（[^）]{1,40}）)*$/;
const DATE_LINE = /^((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日(?:印发|发布|公布)?$/;
const META_DATE = /(?:成文日期|发文日期|发布日期|印发日期|日期)：((?:19|20)\d\d)[-年/.](\d{1,2})[-月/.](\d{1,2})/;
const IN_TEXT_DATE = /((?:19|20)\d\d)年(\d{1,2})月(\d{1,2})日/;
const iso = (y: string, m: string, d: string): string => `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
const META =
  /^(?:索引号|主题分类|发文机关|成文日期|发文字号|废止时间|有效性|生效日期|组配分类|公开方式|公开日期|发布机构|信息来源|来源|浏览次数|字体|日期|当前位置|抄送|主送)|>.{1,30}>/;

const isTitleLine = (p: Para): boolean =>
  p.text.length > 0 &&
  p.text.length <= 90 &&
  !/[。；，：]$/.test(p.text) &&
  !META.test(p.text) &&
  p.head?.kind !== 'annex' &&
  !DATE_LINE.test(p.text) &&
  (!/^（/.test(p.text) || /^（(?:19|20)\d\d[^）]{0,12}）/.test(p.text));

function titleBefore(paras: Para[], at: number, floor: number): number {
  let from = at;
  for (let i = at - 1; i >= floor && at - i <= 4; i--) {
    const p = paras[i] as Para;
    if (!isTitleLine(p) || p.head !== null || p.vertical) break;
    from = i;
    if (p.mark === 1) break;
    if (/人民政府.*关于|办公[厅室].*关于|^关于/.test(p.text)) {
      if (
        /^关于/.test(p.text) &&
        i - 1 >= floor &&
        /(?:政府|厅|室|局|委员会|委|部|会)$/.test((paras[i - 1] as Para).text)
      )
        from = i - 1;
      break;
    }
  }
  return from;
}

const LETTERHEAD = /(?:文件|公报|简报)$/;

function titleAround(paras: Para[], from: number, to: number, numberAt: number): { title: string; at: number } {
  const candidates: { title: string; at: number }[] = [];
  const stop = Math.min(to, Math.max(numberAt, from) + 12);
  for (let i = from; i < stop; i++) {
    const p = paras[i] as Para;
    if (p.head && p.head.kind !== 'annex' && p.head.kind !== 'digit') break;
    if (!isTitleLine(p) || p.vertical || NUMBER_LINE.test(p.text)) continue;
    let title = p.text;
    let k = i;
    while (
      k + 1 < stop &&
      k - i < 4 &&
      (!TITLE_END.test(title) ||
        (/关于.*印发/.test(title) && !/通知|函$/.test(title.slice(-8)) && /通知$/.test((paras[k + 1] as Para).text)))
    ) {
      const next = paras[k + 1] as Para;
      if (!isTitleLine(next) || next.head || HEAD_WORD.test(next.text) || NUMBER_LINE.test(next.text)) break;
      title += next.text;
      k++;
    }
    const after = paras[k + 1];
    if (after && k + 1 < stop && /^（(?:19|20)\d\d.{0,12}）$/.test(after.text)) title += after.text;
    if (TITLE_END.test(title) && !LETTERHEAD.test(title)) candidates.push({ title, at: i });
  }
  const official = candidates.find((c) => /关于|印发/.test(c.title));
  const first = official ?? candidates[0];
  if (first) return first;
  for (let i = from; i < stop; i++) {
    const p = paras[i] as Para;
    if (
      isTitleLine(p) &&
      !LETTERHEAD.test(p.text) &&
      !NUMBER_LINE.test(p.text) &&
      p.head === null &&
      p.text.length >= 4
    )
      return { title: p.text, at: i };
  }
  return { title: '', at: from };
}

function issuerOf(paras: Para[], part: { from: number; to: number; title: string }): string | null {
  const m = /^(.{2,40}?)关于/.exec(part.title);
  if (m && !/^《/.test(m[1] as string)) return m[1] as string;
  const said = /^(.{4,40}?)印发《/.exec(part.title);
  if (said) return said[1] as string;
  for (let i = part.from; i < part.to; i++) {
    const p = paras[i] as Para;
    const meta = /发文机关：([\u4e00-\u9fff]{2,30}?)(?:成文|$)/.exec(p.text);
    if (meta) return meta[1] as string;
    const next = paras[i + 1];
    if (
      next &&
      i + 1 < part.to &&
      DATE_LINE.test(next.text) &&
      p.text.length <= 30 &&
      /[府厅室局委会部院]$/.test(p.text)
    )
      return p.text;
  }
  return null;
}

function dateOf(paras: Para[], from: number, to: number): string | null {
  let meta: string | null = null;
  let loose: string | null = null;
  for (let i = from; i < to; i++) {
    const t = (paras[i] as Para).text;
    const d = DATE_LINE.exec(t);
    if (d) return iso(d[1] as string, d[2] as string, d[3] as string);
    const k = META_DATE.exec(t);
    if (k && meta === null) meta = iso(k[1] as string, k[2] as string, k[3] as string);
    if (t.length < 80 && loose === null && i < from + 30) {
      const l = IN_TEXT_DATE.exec(t);
      if (l && /通过|印发|发布|批准|府$|厅$|室$|局$|委$/.test(t.replace(l[0], '')))
        loose = iso(l[1] as string, l[2] as string, l[3] as string);
    }
  }
  return meta ?? loose;
}

/** So many paragraphs after a document number make a document. */
const FRAGMENT = 8;

/** Splits the paragraphs of a file into official documents. A file without a document number is one document. */
export function splitDocuments(paras: Para[]): Part[] {
  const heads: { at: number; number: string }[] = [];
  paras.forEach((p, i) => {
    if (p.text.length > 60) return;
    const m = NUMBER_LINE.exec(p.text);
    const order = ORDER_LINE.exec(p.text);
    let number = m?.[1] ?? null;
    if (number === null && order && /令$/.test(paras[i - 1]?.text ?? '')) number = `${paras[i - 1]?.text}${order[1]}`;
    if (number === null) return;
    if (heads[heads.length - 1]?.number === number) return;
    heads.push({ at: i, number });
  });
  const starts: number[] = [];
  heads.forEach((h, k) => {
    const floor = k === 0 ? 0 : (heads[k - 1] as { at: number }).at + 1;
    starts.push(k === 0 ? 0 : titleBefore(paras, h.at, floor));
  });
  if (heads.length === 0) starts.push(0);
  // The end of a document whose head was cut off stands before the first whole one.
  const first = heads[0] ? titleBefore(paras, heads[0].at, 0) : 0;
  const prose = paras.slice(0, first).filter((p) => p.text.length >= 30 && /[。；]/.test(p.text)).length;
  if (heads[0] && prose >= 3 && paras.length - heads[0].at > FRAGMENT) {
    starts[0] = first;
    starts.unshift(0);
    heads.unshift({ at: 0, number: '' });
  }
  return starts.map((from, k) => {
    const to = starts[k + 1] ?? paras.length;
    const { title, at } = titleAround(paras, from, to, heads[k]?.at ?? from);
    const date = dateOf(paras, from, to);
    const own = heads[k]?.number || null;
    const numberYear = /(?:〔|（|【)((?:19|20)\d\d)/.exec(own ?? '')?.[1];
    const year = date ? Number(date.slice(0, 4)) : numberYear ? Number(numberYear) : null;
    return {
      from,
      to,
      title,
      titleFrom: at,
      documentNumber: own,
      issuer: issuerOf(paras, { from, to, title }),
      date,
      year,
    };
  });
}
