import type { TargetPeriod } from './types.ts';

/** A phrase that says when. `[from, to)` in the text it was found in. */
export interface TimeAt {
  from: number;
  to: number;
  year: number | null;
  period: TargetPeriod | null;
  /** The year is the one a change is measured against (比2015年下降). */
  compared: boolean;
  /** 截至2022年底: looks back. */
  closed: boolean;
  /** The phrase points ahead (到, 至, 力争到). */
  ahead: boolean;
}

const FIVE_YEARS: Record<string, number> = {
  九: 2000,
  十: 2005,
  十一: 2010,
  十二: 2015,
  十三: 2020,
  十四: 2025,
  十五: 2030,
  十六: 2035,
};

const TIMES =
  /(?<cmp>比|较|与|相比于?|以)?(?<to>(?:力争|争取|确保|预计|计划|规划)?(?:到|至|截至|截止到?))?(?<y1>(?:19|20)\d\d)年?(?<m>[—~-]{1,2}|至|到)(?<y2>(?:19|20)\d\d)年|(?<cmp2>比|较|与|相比于?|以|对比)?(?<to2>(?:力争|争取|确保|预计|计划|规划)?(?:到|至|在|于))?(?<y>(?:19|20)\d\d)年(?<end>年?底前?|末|前|内|度|起)?|(?<to3>到|至)?[“"]?(?<fy>十[一二三四五六]?)五[”"]?(?<fe>规划)?(?<fp>期间|时期|末期?|期末|以来|规划期)|(?<each>每年度?|年均(?=新增|培育|完成|开展|引进|培训|组织)|逐年|(?<![\d一二三四五六七八九十末全近多半每])年(?=新增|新建|培训|培育|接待|服务(?=企业|用户|群众|客户)|抽检|引进)|年度(?=新增))|(?<dur>(?:用|经过|力争|通过)?[一二三四五六七八九十\d]{1,2}年(?:左右)?(?:内|共|累计|合计|总计|时间|左?右?的?努力)|未来[一二三四五六七八九十\d]{1,2}年|规划期内?|计划期内|期内)|(?<cur>今年(?:底|内)?|本年度?|当年|全年|年内|年底前?|年末)|(?<next>明年底?)|(?<to4>到|至)?二[〇零](?<yh>[〇零一二三四五六七八九]{2})年(?:年?底前?|末|前)?/g;

export interface PlanYears {
  /** First and last year that the title or the text gives the plan. */
  from: number | null;
  to: number | null;
  /** Year of the document itself. */
  own: number | null;
}

/** 二五 of 二〇二五年. */
const hanYear = (s: string): number =>
  2000 + [...s].reduce((n, c) => n * 10 + Math.max(0, '〇一二三四五六七八九'.indexOf(c)), 0);

/** All time phrases of a text, in order. */
export function readTimes(text: string, plan: PlanYears): TimeAt[] {
  const out: TimeAt[] = [];
  TIMES.lastIndex = 0;
  for (let m = TIMES.exec(text); m; m = TIMES.exec(text)) {
    const g = m.groups ?? {};
    const at = {
      from: m.index,
      to: m.index + m[0].length,
      compared: false,
      ahead: false,
      closed: text[m.index - 1] === '截' || m[0].startsWith('截'),
    };
    if (g.y2) out.push({ ...at, year: Number(g.y2), period: 'within', compared: g.cmp !== undefined, ahead: true });
    else if (g.y) {
      const compared =
        g.cmp2 !== undefined ||
        /^(?:为基|的?基[数准]|的?基础上|水平|底?的[\d.]+倍)/.test(text.slice(at.to, at.to + 8)) ||
        /从$|由$/.test(text.slice(Math.max(0, at.from - 1), at.from));
      const own = plan.own !== null && Number(g.y) === plan.own;
      out.push({
        ...at,
        year: Number(g.y),
        period: g.to2 || g.end ? 'by' : own ? 'within' : 'by',
        compared,
        ahead: g.to2 !== undefined || g.end !== undefined,
      });
    } else if (g.fy) {
      const year = FIVE_YEARS[g.fy] ?? null;
      const against = /[较比与以]$/.test(text.slice(Math.max(0, at.from - 1), at.from));
      if (g.fp === '以来' || against) out.push({ ...at, year, period: 'within', compared: true });
      else out.push({ ...at, year, period: /末/.test(g.fp ?? '') ? 'by' : 'within', ahead: g.to3 !== undefined });
    } else if (g.each) out.push({ ...at, year: null, period: 'each' });
    else if (g.dur) out.push({ ...at, year: plan.to, period: 'within', ahead: true });
    else if (g.cur)
      out.push({
        ...at,
        year: plan.own,
        period: /全年|年内|当年|本年|今年(?!底)/.test(g.cur) ? 'within' : 'by',
        ahead: true,
      });
    else if (g.yh) out.push({ ...at, year: hanYear(g.yh), period: 'by', ahead: g.to4 !== undefined });
    else if (g.next) out.push({ ...at, year: plan.own === null ? null : plan.own + 1, period: 'by', ahead: true });
  }
  return out;
}

/** Years a title names: `（2017—2019年）`, `“十四五”`, `2018年…工作要点`. */
export function yearsOfTitle(title: string): { from: number | null; to: number | null } {
  const range = /((?:19|20)\d\d)年?[—~\-至到]{1,3}((?:19|20)\d\d)年?/.exec(title);
  if (range) return { from: Number(range[1]), to: Number(range[2]) };
  const five = /[“"]?(十[一二三四五六]?)五[”"]?/.exec(title);
  const end = five ? FIVE_YEARS[five[1] as string] : undefined;
  if (end !== undefined && /规划|计划|方案|纲要|行动|发展|实施/.test(title)) return { from: end - 4, to: end };
  const one = /((?:19|20)\d\d)年/.exec(title);
  if (one) return { from: Number(one[1]), to: Number(one[1]) };
  const vision = /(20\d\d)/.exec(title);
  if (vision && /纲要|愿景|计划|规划|方案/.test(title)) return { from: null, to: Number(vision[1]) };
  return { from: null, to: null };
}

const SPAN_NOTE =
  /(?:规划|计划|实施|方案|行动)(?:的)?(?:期限?|时间|年限|周期)(?:为|是|：)?(?:从)?((?:19|20)\d\d)年?[—~\-至到]{1,2}((?:19|20)\d\d)年?/;

const aims = (p: { text: string } | undefined): boolean => p !== undefined && /(?:到|至)(?:19|20)\d\d年/.test(p.text);

/** The years of a plan: from its title, from a note on its period, or the first year its goals name. */
export function planYears(
  title: string,
  paras: { text: string }[],
  places: { goal: boolean; back: boolean }[],
  own: number | null,
): PlanYears {
  const titled = yearsOfTitle(title);
  const self = own ?? titled.from;
  if (titled.to !== null && (own === null || titled.to >= own)) return { ...titled, own: self };
  for (const p of paras.slice(0, 40)) {
    const m = SPAN_NOTE.exec(p.text);
    if (m) return { from: Number(m[1]), to: Number(m[2]), own: own ?? Number(m[1]) };
    const inner = /^《([^》]{4,80})》/.exec(p.text);
    const years = inner ? yearsOfTitle(inner[1] as string) : null;
    if (years?.to && (own === null || years.to >= own)) return { ...years, own: self };
  }
  const blank: PlanYears = { from: null, to: null, own: self };
  const first = (fits: (i: number) => boolean): number | null => {
    for (let i = 0; i < paras.length; i++) {
      if (!fits(i)) continue;
      const t = readTimes((paras[i] as { text: string }).text, blank).find(
        (x) => x.ahead && x.year !== null && !x.compared && (self === null || x.year >= self),
      );
      if (t) return t.year;
    }
    return null;
  };
  // Without a goal section the first year ahead that the text names is its horizon.
  const to = first((i) => places[i]?.goal === true) ?? first((i) => places[i]?.back === false && aims(paras[i]));
  return to === null ? blank : { from: null, to, own: self };
}
