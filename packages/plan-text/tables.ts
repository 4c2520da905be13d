import { Gap } from './chars.ts';
import type { Grid, GridCell } from './grid-cells.ts';
import type { Place } from './outline.ts';
import type { PlanYears } from './periods.ts';
import { isUnit, readQuantities } from './quantities.ts';
import { speaks } from './speaks.ts';
import type {
  Breakdown,
  ColumnType,
  Comparator,
  Table,
  TableCell,
  TableColumn,
  Target,
  TargetKind,
  Task,
} from './types.ts';
import { parseUnits, unitsOf } from './units.ts';

const SIGNS: [RegExp, Comparator][] = [
  [/^(?:≥|>=|＞=|不低于|不少于|达到|超过|大于等于|>|高于|大于)/, '>='],
  [/^(?:≤|<=|不超过|不高于|控制在|<|低于|小于)/, '<='],
  [/^(?:约|~)/, '~'],
  [/(?:以上|及以上)$/, '>='],
  [/(?:以内|以下)$/, '<='],
  [/左右$/, '~'],
];

/** Reads a value cell: `96以上`, `≥98`, `〔4000〕`, `40μg/m3`, `3项50项` gives two. */
export function readValues(cell: GridCell): {
  value: string;
  high: string | null;
  unit: string | null;
  comparator: Comparator;
  cumulative: boolean;
  raw: string;
  lost: boolean;
}[] {
  const text = cell.text;
  const comparator = SIGNS.find(([re]) => re.test(text))?.[1] ?? '=';
  const cumulative = /^〔.*〕$/.test(text);
  return readQuantities(text, cell.gap).map((q) => ({
    value: q.value,
    high: q.high,
    unit: q.unit,
    comparator: q.after ?? comparator,
    cumulative,
    raw: q.raw,
    lost: q.lost,
  }));
}

function columnType(name: string, isFirst: boolean): ColumnType {
  if (/^(?:计量)?单位$/.test(name)) return 'unit';
  if (/^(?:类别|分类|领域|一级指标|维度|指标类别|方面)$/.test(name)) return 'category';
  if (/^(?:序号|属性|指标属性|指标性质|备注|数据来源|指标解释|完成时[限间]|时间节点|时间安排|实施期限)$/.test(name))
    return 'text';
  if (/^(?:牵头|主办|责任牵头|主要责任|主责|第一责任|主体责任)(?:责任|负责)?(?:单位|部门|处室|科室)/.test(name))
    return 'lead';
  if (
    /^(?:责任|配合|参与|参加|协办|协同|协助|协作|实施|落实|承办|负责|支持|组织实施)(?:责任)?(?:单位|部门|主体|处室|科室)|^(?:责任|任务)分工$/.test(
      name,
    )
  )
    return 'joint';
  if (/投资|资金|预算|经费/.test(name)) return 'value';
  if (/^(?:19|20)\d\d年?.*(?:目标|预期|计划|任务|指标)/.test(name)) return 'target';
  if (/指标|名称|内容|项目|任务|事项|各市|地区|市县|城市|单位名称|县.?市/.test(name) || isFirst) return 'label';
  if (/完成(?!时|期)|实际|实绩/.test(name)) return 'actual';
  if (/基[期数准年]|现状|现值/.test(name)) return 'baseline';
  if (/目标|预期|规划|计划/.test(name)) return 'target';
  return 'value';
}

/** Types the columns by their names; years decide between where things stood and where they shall go. */
export function typeColumns(names: string[], plan: PlanYears, tableUnit: string | null): TableColumn[] {
  const columns = names.map((name, i): TableColumn => {
    const year = /((?:19|20)\d\d)年?/.exec(name)?.[1];
    const unit = /（([^（）]{1,12})）$/.exec(name)?.[1] ?? null;
    return {
      name,
      type: columnType(name, i === 0),
      year: year ? Number(year) : null,
      unit: unit && isUnit(unit) ? unit : tableUnit,
    };
  });
  // 一级指标, 二级指标, 三级指标: the last one is what is measured.
  const levels = columns
    .map((c, i) => ({ c, i }))
    .filter(({ c }) => /级指标$|^(?:具体)?指标(?:名称|内容)?$/.test(c.name));
  for (const { c } of levels.slice(0, -1)) c.type = 'category';
  for (const { c } of levels.slice(-1)) if (levels.length > 1) c.type = 'label';
  const years = columns.map((c) => c.year).filter((y): y is number => y !== null);
  const first = Math.min(...years);
  const last = Math.max(...years);
  const based = columns.some((c) => c.type === 'baseline');
  // 2021, 2022 … 2025 of a plan for just these years.
  const inStep = years.length >= 3 && plan.from !== null && first === plan.from && last === plan.to;
  const ahead = (year: number): boolean => {
    if (inStep) return true;
    if (plan.own === null) return year === last || year > first;
    return year > plan.own || (year === plan.own && (based || year === last));
  };
  for (const c of columns) {
    if (c.type === 'label' && c.year !== null) c.type = 'value';
    if (c.year === null && c.type === 'value' && /十[一二三四]五/.test(c.name)) c.type = 'target';
    if (c.year !== null && c.type === 'value' && !/投资|资金|预算|经费/.test(c.name))
      c.type = ahead(c.year) ? 'target' : 'baseline';
  }
  // What was done in an earlier year is where things stand.
  for (const c of columns) {
    const later = columns.some((d) => d.type === 'target' && d.year !== null && c.year !== null && d.year > c.year);
    const judged = columns.some((d) => d !== c && d.year === c.year && d.type === 'target');
    if (c.type === 'actual' && later && !judged) c.type = 'baseline';
  }
  // Planned beside done: the table reports.
  for (const c of columns)
    if (c.type === 'target' && columns.some((d) => d.type === 'actual' && d.year === c.year)) c.type = 'planned';
  return columns;
}

function toCell(c: GridCell): TableCell {
  const values = readValues(c);
  const one = values.length === 1 ? values[0] : undefined;
  const numeric =
    one !== undefined &&
    c.text.replace(/[^\d.]/g, '').length >= one.raw.replace(/[^\d.]/g, '').length &&
    c.text.length <= one.raw.length + 12;
  return {
    text: c.text,
    value: numeric ? (one?.value ?? null) : null,
    comparator: numeric && one && one.comparator !== '=' ? one.comparator : null,
    span: { start: c.start, end: Math.max(c.start, c.end) },
  };
}

const pad = (row: GridCell[], width: number): GridCell[] => {
  const blank = (): GridCell => ({
    text: '',
    gap: new Uint8Array(0),
    at: new Int32Array(0),
    start: row[0]?.start ?? 0,
    end: row[0]?.start ?? 0,
  });
  return row.length >= width ? row.slice(0, width) : [...row, ...Array.from({ length: width - row.length }, blank)];
};

export interface BuiltTable {
  table: Table;
  rows: GridCell[][];
}

/** Rows with more cells than this are no table of a plan. */
export const WIDEST = 64;

/** Makes a typed table of a grid. */
export function buildTable(
  grid: Grid,
  title: string,
  unit: string | null,
  clause: string,
  plan: PlanYears,
): BuiltTable | null {
  const header = grid.header ?? (grid.rows[0] ?? []).map((c) => c.text);
  const body = grid.header ? grid.rows : grid.rows.slice(1);
  const width = body.reduce((n, r) => Math.max(n, r.length), header.length);
  if (body.length === 0 || width < 2 || width > WIDEST) return null;
  const names = Array.from({ length: width }, (_, i) => header[i] ?? '');
  const columns = typeColumns(names, plan, unit);
  let category: GridCell | null = null;
  const cat = columns.findIndex((c) => c.type === 'category');
  const rows = body.map((r) => {
    const row = pad(r, width);
    if (cat >= 0) {
      if (row[cat]?.text) category = row[cat] as GridCell;
      else if (category) row[cat] = { ...category };
    }
    return row;
  });
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  for (const r of grid.rows)
    for (const c of r) {
      if (c.text === '') continue;
      start = Math.min(start, c.start);
      end = Math.max(end, c.end);
    }
  if (end === 0) return null;
  return { table: { clause, title, columns, rows: rows.map((r) => r.map(toCell)), span: { start, end } }, rows };
}

const RATE = /率|比例|比重|占比|%/;

export function tableKind(name: string, unit: string | null, cumulative: boolean): TargetKind {
  if (/（新增）|^新增|新增/.test(name)) return 'new';
  if (/^每[百千万亿]|人均/.test(name)) return 'level';
  if (cumulative || /（累计）|累计|总数|总量|保有量/.test(name)) return 'cumulative';
  if ((unit !== null && /%|‰/.test(unit)) || RATE.test(name)) return 'rate';
  if (/^(?:制定|培育|创建|建成|打造|主导|参与|制修订|引进|建设)/.test(name)) return 'new';
  if (unit !== null && /^[十百千万亿]?(?:家|个|项|件|张|名|人|户|条|座)$/.test(unit)) return 'cumulative';
  return 'level';
}

/** Splits `甲奖 乙奖` where the value cell holds as many values. */
function splitLabel(cell: GridCell, want: number): string[] | null {
  const parts: string[] = [];
  let from = 0;
  for (let i = 1; i <= cell.text.length; i++)
    if (i === cell.text.length || cell.gap[i] !== 0) {
      parts.push(cell.text.slice(from, i));
      from = i;
    }
  return parts.length === want ? parts : null;
}

/** Tasks of a table that gives each row its units. */
export function tableTasks(built: BuiltTable, clause: string): Task[] {
  const { table, rows } = built;
  const label = table.columns.findIndex((c) => c.type === 'label');
  const lead = table.columns.findIndex((c) => c.type === 'lead');
  const joint = table.columns.findIndex((c) => c.type === 'joint');
  if (label < 0 || (lead < 0 && joint < 0)) return [];
  const out: Task[] = [];
  rows.forEach((row, k) => {
    const title = (row[label] as GridCell).text;
    const said = lead < 0 && joint >= 0 ? spaced(row[joint] as GridCell) : '';
    // 牵头单位：甲；配合单位：乙 in one cell.
    const roles = /[：:]|牵头/.test(said) ? parseUnits(said) : null;
    const heads = roles ? [roles.lead, ...roles.joint] : lead < 0 ? [] : unitsOf(spaced(row[lead] as GridCell));
    const rest = roles || joint < 0 ? [] : unitsOf(spaced(row[joint] as GridCell));
    const [first, ...more] = heads.length > 0 ? [...heads, ...rest] : rest;
    if (!first || title.length < 2) return;
    const number = /^\d{1,3}$/.test((row[0] as GridCell).text) ? (row[0] as GridCell).text : String(k + 1);
    out.push({
      clause: clause ? `${clause}/${number}` : number,
      title: title.slice(0, 60),
      lead: first,
      joint: [...new Set(more)].filter((u) => u !== first),
      span: {
        start: Math.min(...row.filter((c) => c.text).map((c) => c.start)),
        end: Math.max(...row.map((c) => c.end)),
      },
    });
  });
  return out;
}

/** A cell whose lines and blanks part the units. */
function spaced(cell: GridCell): string {
  let out = '';
  for (let i = 0; i < cell.text.length; i++)
    out +=
      i > 0 && cell.gap[i] === Gap.space && !/[、，；]/.test(cell.text[i - 1] as string)
        ? `、${cell.text[i]}`
        : cell.text[i];
  return out;
}

/** Targets of the target columns of a table. */
export function tableTargets(
  built: BuiltTable,
  place: Pick<Place, 'clause' | 'back' | 'breakdown'>,
  plan: PlanYears,
): Target[] {
  const { table, rows } = built;
  const label = table.columns.findIndex((c) => c.type === 'label');
  const wanted = table.columns.map((c, i) => ({ c, i })).filter(({ c }) => c.type === 'target');
  if (label < 0 || wanted.length === 0 || place.back || table.columns.some((c) => c.type === 'actual')) return [];
  const unitAt = table.columns.findIndex((c) => c.type === 'unit');
  const cat = table.columns.findIndex((c) => c.type === 'category');
  const bases = table.columns.map((c, i) => ({ c, i })).filter(({ c }) => c.type === 'baseline');
  const out: Target[] = [];
  for (const row of rows) {
    const head = row[label] as GridCell;
    if (head.text.length < 2 || head.text.length > 80) continue;
    for (const { c, i } of wanted) {
      const cell = row[i] as GridCell;
      if (cell.text === '' || speaks(cell)) continue;
      let values = readValues(cell);
      // A word cell is no value; `3项 50项` holds two.
      if (values.length === 0 || cell.text.length > 40) continue;
      const labels = values.length > 1 ? splitLabel(head, values.length) : [head.text];
      if (!labels) values = values.slice(0, 1);
      values.forEach((v, k) => {
        const printed = (labels ?? [head.text])[k] ?? head.text;
        const bracket = /（([^（）]{1,12})）$/.exec(printed);
        const bracketUnit = bracket && isUnit(bracket[1] as string) ? (bracket[1] as string) : null;
        const unitText = unitAt >= 0 ? (row[unitAt] as GridCell).text : '';
        const unit = v.unit ?? (/^[—\-/]?$/.test(unitText) ? null : unitText) ?? bracketUnit ?? c.unit;
        const indicator = (bracketUnit ? printed.slice(0, -(bracket as RegExpExecArray)[0].length) : printed)
          .replace(/^(?:\d{1,2}[.、]|其中：)/, '')
          .replace(/PM2?5(?!\d)/, (m) => (m === 'PM25' ? 'PM2.5' : m));
        const base = [...bases]
          .filter((b) => b.c.year === null || c.year === null || b.c.year < c.year)
          .reverse()
          .find((b) => readValues(row[b.i] as GridCell).length > 0 || b.c.year !== null);
        const baseValue = base ? readValues(row[base.i] as GridCell)[0] : undefined;
        const within = v.cumulative || /累计|期间|年均/.test(c.name);
        const category: Breakdown | null =
          cat >= 0 && (row[cat] as GridCell).text ? { field: (row[cat] as GridCell).text } : place.breakdown;
        out.push({
          indicator,
          comparator: v.comparator,
          value: v.value,
          valueHigh: v.high,
          unit: unit === '' ? null : unit,
          year: c.year ?? plan.to,
          yearFrom: c.year !== null ? 'stated' : plan.to === null ? null : 'plan',
          period: within ? 'within' : 'by',
          kind: tableKind(indicator, unit, v.cumulative),
          breakdown: category,
          baseline: base ? { year: base.c.year, value: baseValue?.value ?? null } : null,
          raw: v.raw,
          suspect: v.lost,
          clause: place.clause,
          span: { start: head.start, end: Math.max(cell.end, head.end) },
        });
      });
    }
  }
  return out;
}
