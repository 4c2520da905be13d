import { type PlanYears, yearsOfTitle } from './periods.ts';
import { isUnit } from './quantities.ts';
import { type BuiltTable, readValues, tableKind } from './tables.ts';
import type { Breakdown, Table, Target } from './types.ts';

const REGION_HEAD =
  /^(?:各?(?:设区)?市(?:州|县)?|市[（(]?州.*|各?地区?|地市|城市|区域|县.{0,6}|各县.{0,6}|区县|行政区.*|省[份区].*|乡镇.*|单位|地区（单位）)$/;
const REGION = /(?:省|市|县|区|州|盟|旗|镇|乡|街道|兵团|管委会|管理局)$/;
/** The row that holds for the whole. */
export const WHOLE = /^(?:.{0,6}(?:合计|总计|共计)|小计|总数|全[省市国县区州](?:合计|总计|平均)?)$/;
const DEALS = /任务|目标|分解|分配|计划|指标|安排/;
const MEASURES_NOTHING = /序号|备注|投资|资金|预算|经费|排名|名次/;

/** Whether the rows of a table are cities or regions. */
export function isRegional(table: Table): boolean {
  const label = table.columns.findIndex((c) => c.type === 'label');
  if (label < 0 || table.rows.length < 2) return false;
  const names = table.rows.map((r) => r[label]?.text ?? '').filter((t) => t !== '');
  const places = names.filter((t) => t.length <= 12 && (REGION.test(t) || WHOLE.test(t))).length;
  return places >= 2 && places >= names.length * (REGION_HEAD.test(table.columns[label]?.name ?? '') ? 0.5 : 0.8);
}

/** `甲行动：小计` is named by what the group measures; the name of an action in front is no part of it. */
function columnIndicator(name: string, title: string): string {
  const plain = name.replace(/（([^（）]{1,12})）$/, (m, u: string) => (isUnit(u) ? '' : m));
  const [group = '', leaf] = plain.includes('：') ? plain.split('：', 2) : ['', plain];
  const thing = (s: string): string => s.replace(/^.*(?:行动|工程|计划)(?=.{5})/, '');
  const head = group === '' || /(?:行动|工程|计划)$/.test(group) ? '' : thing(group);
  const own = /^(?:小计|合计|总计|数量|总数)$/.test(leaf ?? '') ? '' : thing(leaf ?? '');
  const dated = (head + own || thing(group)).replace(
    /^(?:到|至)?(?:19|20)\d\d年(?:底|末)?(?:目标值?|任务数?|计划数?)?/,
    '',
  );
  if (dated.length >= 2) return dated;
  // Only years head the columns: the title says what they count.
  return title
    .replace(/^(?:附?表\d*[-—\d]*|附件\d*)[：:]?/, '')
    .replace(/(?:19|20)\d\d(?:年?[—~-](?:19|20)\d\d)?年(?:度)?/g, '')
    .replace(/^(?:全[省市国])?(?:各(?:设区)?市(?:州)?|分地区|各地区?|各县（市、区）)/, '')
    .replace(/(?:任务|目标|计划|指标|年度)*(?:分解|分配|安排|一览)?表?(?:（[^）]*）)?$/, '');
}

/** One target for each figure that a table gives a city or region. */
export function regionTargets(built: BuiltTable, fitted: Table, clause: string, plan: PlanYears): Target[] {
  const label = fitted.columns.findIndex((c) => c.type === 'label');
  if (!DEALS.test(fitted.title) && !fitted.columns.some((c) => c.type === 'target')) return [];
  if (fitted.columns.some((c) => c.type === 'actual')) return [];
  const titled = yearsOfTitle(fitted.title).to;
  const out: Target[] = [];
  built.rows.forEach((row, k) => {
    const place = row[label]?.text ?? '';
    if (place === '' || place.length > 16 || /^[\d注]/.test(place)) return;
    const breakdown: Breakdown | null = WHOLE.test(place)
      ? null
      : REGION.test(place)
        ? { city: place }
        : { region: place };
    fitted.columns.forEach((c, i) => {
      if (i === label || !/^(?:target|value|label)$/.test(c.type) || MEASURES_NOTHING.test(c.name)) return;
      const shown = fitted.rows[k]?.[i];
      const cell = row[i];
      if (!cell || shown?.value === null || shown === undefined) return;
      const v = readValues(cell)[0];
      const year = c.year ?? titled ?? plan.to;
      if (!v || year === null || (plan.own !== null && year < plan.own)) return;
      const indicator = columnIndicator(c.name, fitted.title);
      if (indicator.length < 2) return;
      const unit = v.unit ?? c.unit;
      const kind = tableKind(indicator, unit, false);
      out.push({
        indicator,
        comparator: v.comparator,
        value: v.value,
        valueHigh: v.high,
        unit,
        year,
        yearFrom: c.year !== null || titled !== null ? 'stated' : 'plan',
        period: 'by',
        kind: kind === 'rate' || /累计|总|保有|密度|人均|指数/.test(indicator) ? kind : 'new',
        breakdown,
        baseline: null,
        raw: v.raw,
        suspect: v.lost,
        clause,
        span: { start: cell.start, end: cell.end },
      });
    });
  });
  return out;
}
