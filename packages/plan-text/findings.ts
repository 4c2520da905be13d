import type { Finding, FindingCode, PlanDocument, Span, Table, Target } from './types.ts';
import { yearlyParts } from './yearly-parts.ts';

const finding = (code: FindingCode, severity: Finding['severity'], zh: string, en: string, spans: Span[]): Finding => ({
  code,
  severity,
  message: { zh, en },
  spans,
});

const show = (t: Target): string => `${t.value}${t.valueHigh ? `—${t.valueHigh}` : ''}${t.unit ?? ''}`;
/** A name in quotation marks; one that begins with them gets no second pair. */
const quoted = (name: string): string => (name.startsWith('“') ? name : `“${name}”`);
const where = (t: Target): string => (t.breakdown ? `${Object.values(t.breakdown).join(' ')} ` : '');
/** Tells floats from decimals: sums of short decimals are compared with room for binary noise. */
const EPS = 1e-6;

/** One name for one thing: brackets, quotes and verbs of making do not matter. */
export function indicatorKey(name: string): string {
  return name
    .replace(/[\s（）()“”"《》〔〕、]/g, '')
    .replace(/^(?:新增|新认定|累计|培育|制定|创建|建成)/, '')
    .replace(/(?:新增|累计)$/, '');
}

const groupKey = (t: Target): string => `${indicatorKey(t.indicator)}|${t.unit ?? ''}|${JSON.stringify(t.breakdown)}`;

function groups(targets: Target[], key: (t: Target) => string): Target[][] {
  const map = new Map<string, Target[]>();
  for (const t of targets) {
    const k = key(t);
    const list = map.get(k);
    if (list) list.push(t);
    else map.set(k, [t]);
  }
  return [...map.values()];
}

/** Yearly figures times the years of the plan must be able to give the total. */
function annualTotals(d: PlanDocument, years: number): Finding[] {
  if (years < 2) return [];
  const out: Finding[] = [];
  for (const g of groups(d.targets, (t) => `${groupKey(t)}|${t.clause.split('/').slice(0, 2).join('/')}`)) {
    let last: Target | null = null;
    for (let i = 0; i < g.length; i++) {
      const total = g[i] as Target;
      if (total.period === 'each') {
        last = total;
        continue;
      }
      if (total.kind !== 'new' && total.kind !== 'cumulative') continue;
      const next = g[i + 1];
      const each: Target | null = last ?? (next?.period === 'each' ? next : null);
      if (each && each.year !== null && total.year !== null && each.year !== total.year) continue;
      if (!each || Math.abs(each.span.start - total.span.start) > 600) continue;
      const low = Number(each.value) * years;
      const high = Number(each.valueHigh ?? each.value) * years;
      const a = Number(total.value);
      const b = Number(total.valueHigh ?? total.value);
      // Yearly figures are rounded: allow less than one unit a year.
      const slack = each.comparator === '=' || each.comparator === '~' ? years : 0;
      const open = each.comparator === '>=' ? Number.POSITIVE_INFINITY : high;
      if (b >= low - slack + EPS && a <= open + slack - EPS) continue;
      out.push(
        finding(
          'annual-total-mismatch',
          'error',
          `${where(total)}${total.indicator}：每年${show(each)}，${years}年合计应为${low}${high > low ? `—${high}` : ''}，文中为${show(total)}`,
          `${where(total)}${total.indicator}: ${show(each)} a year gives ${low}${high > low ? `-${high}` : ''} in ${years} years, the text says ${show(total)}`,
          [each.span, total.span],
        ),
      );
    }
  }
  return out;
}

/** What the years are said to give must make the total. */
function yearlySums(d: PlanDocument): Finding[] {
  return groups(d.targets, groupKey).flatMap((alike) =>
    yearlyParts(alike).flatMap(({ total, parts }) => {
      const low = sum(parts.map((t) => t.value));
      const high = sum(parts.map((t) => t.valueHigh ?? t.value));
      const [a, b] = [Number(total.value), Number(total.valueHigh ?? total.value)];
      const open = total.comparator === '>=' || parts.some((t) => t.comparator === '>=');
      if ((low <= b + EPS || total.comparator === '>=') && (high >= a - EPS || open)) return [];
      const shown = `${low}${high > low ? `—${high}` : ''}${total.unit ?? ''}`;
      return [
        finding(
          'annual-total-mismatch',
          'error',
          `${where(total)}${total.indicator}：各年之和为${shown}，文中合计为${show(total)}`,
          `${where(total)}${total.indicator}: the years add up to ${shown}, the text says ${show(total)}`,
          [total.span, ...parts.map((t) => t.span)],
        ),
      ];
    }),
  );
}

const TOTAL_ROW = /^(?:.{0,4}(?:合计|总计)|全省|全市|全国|总数)$/;

/** A total row must be the sum of the others, and a subtotal column of its parts. */
function tableSums(table: Table): Finding[] {
  const out: Finding[] = [];
  const label = table.columns.findIndex((c) => c.type === 'label');
  const total = table.rows.find((r) => TOTAL_ROW.test(r[label]?.text ?? ''));
  if (!total || label < 0) return out;
  const parts = table.rows.filter((r) => r !== total && !TOTAL_ROW.test(r[label]?.text ?? ''));
  if (parts.length < 2) return out;
  table.columns.forEach((c, i) => {
    if (i === label || c.type === 'text' || c.type === 'unit' || /率|比例|比重|%|密度|人均/.test(c.name)) return;
    const whole = total[i]?.value;
    if (whole === null || whole === undefined) return;
    const sum = parts.reduce((n, r) => n + Number(r[i]?.value ?? 0), 0);
    if (Math.abs(sum - Number(whole)) < EPS) return;
    const shown = Number(sum.toFixed(4));
    out.push(
      finding(
        'table-sum-mismatch',
        'error',
        `${table.title}：“${c.name || `第${i + 1}列`}”各行之和为${shown}，合计为${whole}`,
        `${table.title}: the rows of column ${c.name || i + 1} add up to ${shown}, the total says ${whole}`,
        [total[i]?.span ?? table.span],
      ),
    );
  });
  return out;
}

const inAnnex = (t: Target): boolean => /^附[件表录]/.test(t.clause);

/** The parts that annexes give to industries or cities must add up to the figure in the body. */
function annexSums(d: PlanDocument): Finding[] {
  const out: Finding[] = [];
  const body = d.targets.filter(
    (t) =>
      !inAnnex(t) &&
      t.breakdown === null &&
      t.period !== 'each' &&
      t.unit !== null &&
      t.unit !== '%' &&
      t.unit !== '分',
  );
  const annex = d.targets.filter(
    (t) => inAnnex(t) && t.period !== 'each' && (t.kind === 'new' || t.kind === 'cumulative'),
  );
  const keyOf = (t: Target): string => `${bareKey(t)}|${t.unit}|${t.year}`;
  const wanted = new Set(body.map(keyOf));
  const found = new Map<string, Target[]>();
  for (const t of annex) {
    const key = keyOf(t);
    const name = bareKey(t).length;
    // 纺织类出口名牌 is a part of 出口名牌: every ending of the name may be the whole.
    for (let i = 0; i === 0 || i <= name - 3; i++) {
      const end = key.slice(i);
      if (!wanted.has(end)) continue;
      const list = found.get(end);
      if (list) list.push(t);
      else found.set(end, [t]);
    }
  }
  for (const whole of body) {
    const all = found.get(keyOf(whole)) ?? [];
    // A total row beside its parts is no part.
    const dealt = all.filter((t) => t.breakdown !== null);
    const parts = dealt.length > 0 ? dealt : all;
    if (parts.length === 0) continue;
    const split = parts.length > 1;
    const low = sum(parts.map((t) => t.value));
    const high = sum(parts.map((t) => t.valueHigh ?? t.value));
    const a = Number(whole.value);
    const b = whole.comparator === '>=' ? Number.POSITIVE_INFINITY : Number(whole.valueHigh ?? whole.value);
    if (low <= b + EPS && high >= a - EPS) continue;
    const shown = `${low}${high > low ? `—${high}` : ''}${whole.unit ?? ''}`;
    out.push(
      finding(
        'annex-body-mismatch',
        'warning',
        `${quoted(whole.indicator)}：正文${show(whole)}，附件${split ? `${parts.length}项之和` : ''}为${shown}`,
        `${whole.indicator}: the body says ${show(whole)}, the annexes ${split ? 'add up to' : 'say'} ${shown}`,
        [whole.span, ...parts.map((t) => t.span)],
      ),
    );
  }
  return out;
}

const sum = (values: string[]): number => Number(values.reduce((n, v) => n + Number(v), 0).toFixed(6));
/** The thing counted, without the word that only says what sort of thing it is. */
const bareKey = (t: Target): string => indicatorKey(t.indicator).replace(/(?<=.{3})(?:产品|企业|数量|总数|单位)$/, '');

/** One indicator, one year, one scope, two values. */
function conflicts(d: PlanDocument): Finding[] {
  const out: Finding[] = [];
  // A part of a total over the years is no second value of it.
  const parts = new Set(groups(d.targets, groupKey).flatMap((alike) => yearlyParts(alike).flatMap((one) => one.parts)));
  for (const g of groups(
    d.targets.filter(
      (t) => !parts.has(t) && t.period !== 'each' && t.yearFrom === 'stated' && !(inAnnex(t) && t.breakdown === null),
    ),
    (t) => `${groupKey(t)}|${t.year}|${t.period}|${inAnnex(t) ? t.clause : ''}`,
  )) {
    const first = g[0] as Target;
    if (indicatorKey(first.indicator).length < 4) continue;
    const other = g.find((t) => t.value !== first.value || t.valueHigh !== first.valueHigh);
    if (!other) continue;
    out.push(
      finding(
        'conflicting-values',
        'warning',
        `${quoted(first.indicator)}${first.year}年有两个目标值：${show(first)}、${show(other)}`,
        `${first.indicator} has two values for ${first.year}: ${show(first)} and ${show(other)}`,
        [first.span, other.span],
      ),
    );
  }
  return out;
}

/** Indicators that are better when lower. */
const FALLS = /浓度|排放量|能耗(?!.*(?:下降|降低))|死亡|事故|损失|不合格|发生率|水耗|用水量|次数率/;

function single(t: Target, d: PlanDocument): Finding[] {
  const out: Finding[] = [];
  if (t.suspect)
    out.push(
      finding(
        'decimal-point-lost',
        'warning',
        `“${where(t)}${t.indicator}”原文“${t.raw}”疑似丢失小数点，建议值${t.value}`,
        `${where(t)}${t.indicator}: “${t.raw}” seems to have lost its decimal point; proposed ${t.value}`,
        [t.span],
      ),
    );
  if (
    t.unit === '%' &&
    Number(t.valueHigh ?? t.value) > 100 &&
    !/增长|提高|增速|增幅|提升|增加|倍|完成率/.test(t.indicator)
  )
    out.push(
      finding(
        'share-over-100',
        'error',
        `${quoted(t.indicator)}为${show(t)}，超过100%`,
        `${t.indicator} is ${show(t)}, more than 100 %`,
        [t.span],
      ),
    );
  if (t.unit === '%' && Number(t.value) === 100 && t.comparator === '>=' && /以上/.test(t.raw)) return out;
  const base = t.baseline?.value;
  if (base !== null && base !== undefined && t.kind !== 'new') {
    const falls = FALLS.test(t.indicator) || (t.comparator === '<=' && !/率|比例|占比/.test(t.indicator));
    const worse = falls ? Number(t.value) > Number(base) : Number(t.valueHigh ?? t.value) < Number(base);
    if (worse && t.comparator !== '<=')
      out.push(
        finding(
          'target-below-baseline',
          'warning',
          `${quoted(t.indicator)}目标${show(t)}${falls ? '高' : '低'}于${t.baseline?.year ? `${t.baseline.year}年` : ''}基数${base}`,
          `${t.indicator}: the target ${show(t)} is ${falls ? 'above' : 'below'} the ${t.baseline?.year ? `${t.baseline.year} ` : ''}baseline ${base}`,
          [t.span],
        ),
      );
  }
  const own = d.date ? Number(d.date.slice(0, 4)) : null;
  if (own !== null && t.year !== null && t.year < own)
    out.push(
      finding(
        'target-year-past',
        'warning',
        `${quoted(t.indicator)}目标年${t.year}早于发文日期${d.date}`,
        `${t.indicator}: target year ${t.year} lies before the document's date ${d.date}`,
        [t.span],
      ),
    );
  return out;
}

/** Years that a plan covers, for sums over years. */
function planLength(d: PlanDocument): number {
  const m = /((?:19|20)\d\d)年?[—\-~至到]{1,2}((?:19|20)\d\d)/.exec(d.title);
  if (m) return Number(m[2]) - Number(m[1]) + 1;
  return /十[一二三四五六]五/.test(d.title) ? 5 : /三年/.test(d.title) ? 3 : /五年/.test(d.title) ? 5 : 0;
}

/** Everything about a document that a careful reader would question. */
export function checkDocument(d: PlanDocument, silent: boolean): Finding[] {
  if (silent) return [];
  const out: Finding[] = [];
  for (const t of d.targets) out.push(...single(t, d));
  out.push(
    ...annualTotals(d, planLength(d)),
    ...yearlySums(d),
    ...d.tables.flatMap(tableSums),
    ...annexSums(d),
    ...conflicts(d),
  );
  if (d.tasks.length > 0 && !d.tasks.some((t) => t.lead))
    out.push(
      finding(
        'no-responsible-units',
        'info',
        `${d.tasks.length}项任务均未注明责任单位`,
        `none of the ${d.tasks.length} tasks names a responsible unit`,
        [d.span],
      ),
    );
  return out.sort((a, b) => (a.spans[0]?.start ?? 0) - (b.spans[0]?.start ?? 0));
}
