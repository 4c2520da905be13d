/**
 * Makes the plan packs from the source documents: `node scripts/make-packs.ts DIR`. The reader reads, the recipes
 * (`pack-recipes.ts`) correct, the indicator register (`plans/indicators/register.json`) names. Same sources, same packs.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type PlanDocument, readPlan, type Table, type TableCell, type Target } from '../packages/plan-text/index.ts';
import { regionByName } from '../server/kernel/region/index.ts';
import { type PlanPack, packFolder } from '../server/modules/plans/pack.ts';
import { type Recipe, recipes, type TableRecipe } from './pack-recipes.ts';

type PackTarget = PlanPack['targets'][number];
type PackObservation = PlanPack['observations'][number];
export type RegisterEntry = { id: string; name: string; nameEn: string | null; unit: string };

const registerFile = join(packFolder, 'indicators', 'register.json');
const englishFile = join(packFolder, 'indicators', 'english.json');

/** Indicators by name and unit; new ones are added at the end, so that ids stay. */
export class Register {
  readonly entries: RegisterEntry[];
  readonly #byName = new Map<string, RegisterEntry>();
  readonly #english: Record<string, string>;

  constructor(entries: RegisterEntry[], english: Record<string, string>) {
    this.entries = entries.map((entry) => ({ ...entry, nameEn: english[entry.name] ?? null }));
    this.#english = english;
    for (const entry of this.entries) this.#byName.set(`${entry.name}|${entry.unit}`, entry);
  }

  idOf(name: string, unit: string): string {
    const known = this.#byName.get(`${name}|${unit}`);
    if (known) return known.id;
    const entry = {
      id: `ind-${String(this.entries.length + 1).padStart(4, '0')}`,
      name,
      nameEn: this.#english[name] ?? null,
      unit,
    };
    this.entries.push(entry);
    this.#byName.set(`${name}|${unit}`, entry);
    return entry.id;
  }

  get(id: string): RegisterEntry {
    return this.entries.find((entry) => entry.id === id)!;
  }
}

export function readRegister(): Register {
  return new Register(
    existsSync(registerFile) ? (JSON.parse(readFileSync(registerFile, 'utf8')) as RegisterEntry[]) : [],
    existsSync(englishFile) ? (JSON.parse(readFileSync(englishFile, 'utf8')) as Record<string, string>) : {},
  );
}

/** The text of the source with a hash, or undefined when the folder does not hold it. */
export function findSource(folder: string, sha256: string): string | undefined {
  for (const name of readdirSync(folder)) {
    if (!name.endsWith('.txt')) continue;
    const bytes = readFileSync(join(folder, name));
    if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes.toString('utf8');
  }
  return undefined;
}

/** A pack from the reading of its source. */
export function makePack(recipe: Recipe, text: string, register: Register): PlanPack {
  const read = readPlan(text).documents.find((candidate) => candidate.title.includes(recipe.document));
  const document = read && placeRight(read, recipe, text);
  if (!document) throw new Error(`${recipe.id}: no document “${recipe.document}”`);
  const targets: Omit<PackTarget, 'code'>[] = [];
  const observations: PackObservation[] = [];
  if (recipe.text === 'all') addTextTargets(recipe, document, register, targets, observations);
  for (const table of recipe.tables ?? []) addTable(recipe, table, document, register, targets, observations);
  addObserved(recipe, text, register, targets, observations);
  attachFindings(document, targets);
  const used = [...new Set([...targets, ...observations].map((item) => item.indicator))];
  return {
    schema: 'zhimai.plan-pack/1',
    id: recipe.id,
    title: recipe.title,
    titleEn: recipe.titleEn,
    shortTitle: recipe.shortTitle,
    shortTitleEn: recipe.shortTitleEn,
    documentNumber: recipe.documentNumber,
    issuer: recipe.issuer,
    issuedOn: recipe.issuedOn,
    region: recipe.region,
    from: recipe.from,
    to: recipe.to,
    source: { sha256: recipe.sha256, format: 'text', span: document.span },
    outline: recipe.text === 'all' ? outlineOf(document) : [],
    tasks: recipe.text === 'all' ? tasksOf(document) : [],
    indicators: used.map((id) => register.get(id)),
    targets: targets
      .sort((a, b) => a.span.start - b.span.start)
      .map((target, index) => ({ code: `T${String(index + 1).padStart(3, '0')}`, ...target })),
    observations,
  };
}

/** The document with the recipe's clauses: a task in a box is no task, and one that the reader left out is one. */
function placeRight(document: PlanDocument, recipe: Recipe, text: string): PlanDocument {
  const { clauses = {}, tasks: added = [] } = recipe;
  const right = <T extends { clause: string }>(item: T): T => ({
    ...item,
    clause: clauses[item.clause] ?? item.clause,
  });
  const outline = document.outline
    .map((item) => (item.clause in clauses ? { ...right(item), level: levelOf(clauses[item.clause]!) } : item))
    .filter(({ clause }) => clause !== '');
  const tasks = document.tasks.map(right).filter(({ clause }) => clause !== '' && !clause.includes('/专栏'));
  for (const clause of added) {
    if (tasks.some((task) => task.clause === clause)) continue;
    const item = outline.find((candidate) => candidate.clause === clause);
    if (!item) throw new Error(`${recipe.id}: no clause “${clause}”`);
    const { start } = item.span;
    const next = document.outline.find(({ span }) => span.start > start)?.span.start ?? document.span.end;
    const end = start + text.slice(start, next).trimEnd().length;
    tasks.push({ clause, title: item.title, lead: '', joint: [], span: { start, end } });
  }
  tasks.sort((a, b) => a.span.start - b.span.start);
  // One finding counts the tasks.
  const counted = (words: string) => words.replace(String(document.tasks.length), String(tasks.length));
  const findings = document.findings.map((finding) =>
    finding.code === 'no-responsible-units'
      ? { ...finding, message: { zh: counted(finding.message.zh), en: counted(finding.message.en) } }
      : finding,
  );
  return { ...document, outline, tasks, targets: document.targets.map(right), findings };
}

/** 三（一） stands on level 2, 三（一）2 on level 3, and what is inside of one step below it. */
function levelOf(clause: string): number {
  const [head = '', ...inside] = clause.split('/');
  return (/\d$/.test(head) ? 3 : 2) + inside.length;
}

/** Headings only: an item whose heading is a whole sentence keeps its clause and loses the words. */
const heading = (title: string) => ([...title].length <= 24 && !/[，。；]/.test(title) ? title : '');

const outlineOf = (document: PlanDocument) =>
  document.outline.map(({ clause, title, level, span }) => ({ clause, title: heading(title), level, span }));

const tasksOf = (document: PlanDocument) =>
  document.tasks.map((task, index) => ({
    code: `R${String(index + 1).padStart(2, '0')}`,
    clause: task.clause,
    title: heading(task.title) || task.clause,
    lead: task.lead || null,
    joint: task.joint,
    span: task.span,
  }));

const nameOf = (recipe: Recipe, name: string, value = '') =>
  recipe.rename?.[`${name}|${value}`] ?? recipe.rename?.[name] ?? name;
const unitOf = (recipe: Recipe, name: string, unit: string) => recipe.units?.[`${name}|${unit}`] ?? unit;
const lastDay = (year: number) => `${year}-12-31`;
const within = (span: { start: number; end: number }, table: Table) =>
  span.start >= table.span.start && span.end <= table.span.end;

function addTextTargets(
  recipe: Recipe,
  document: PlanDocument,
  register: Register,
  targets: Omit<PackTarget, 'code'>[],
  observations: PackObservation[],
): void {
  const units = new Map<string, string>();
  for (const target of document.targets) {
    const table = document.tables.find((candidate) => within(target.span, candidate));
    if (table && recipe.tables?.some((own) => table.title.includes(own.title))) continue;
    const clause = (table && /^表\s*\d+-\d+/.exec(table.title)?.[0]) ?? target.clause;
    if (recipe.drop?.[`${clause}|${target.indicator}`]) continue;
    const name = nameOf(recipe, target.indicator, target.value);
    const scaled = sameUnit({ ...target, unit: unitOf(recipe, name, target.unit ?? '') }, units, name);
    const indicator = register.idOf(name, scaled.unit);
    const year = target.year ?? recipe.to;
    const baseline = target.baseline;
    // A figure of additions in one year is a value of that year, not a level to start from.
    const level = baseline?.value && baseline.year && target.kind !== 'new' ? baseline : null;
    targets.push({
      clause,
      indicator,
      comparator: recipe.comparators?.[name] ?? target.comparator,
      value: scaled.value,
      valueHigh: scaled.valueHigh,
      unit: scaled.unit,
      kind: recipe.kinds?.[name] ?? target.kind,
      period: target.period,
      year,
      periodStart: `${recipe.yearly?.includes(name) ? year : recipe.from}-01-01`,
      dueOn: lastDay(year),
      region: null,
      // The rows of an annex are divided by trade or field; in a table of the text itself those are only headings.
      breakdown: ((!table || clause.startsWith('附件')) && Object.values(target.breakdown ?? {}).join(' · ')) || null,
      lead: leadOf(document, target.clause),
      baseline: level?.value && level.year ? { date: lastDay(level.year), value: level.value } : null,
      milestones: [],
      suspect: target.suspect,
      raw: target.suspect || scaled.unit !== (target.unit ?? '') ? `${target.raw}${target.unit ?? ''}` : null,
      findings: [],
      span: target.span,
    });
    if (baseline?.value && baseline.year)
      observations.push(observation(recipe, indicator, String(baseline.year), baseline.value, clause, target.span));
  }
}

/** 万台 and 亿台 of one indicator become one unit, that of its first target in the plan. */
function sameUnit(
  target: Target,
  units: Map<string, string>,
  name: string,
): { value: string; valueHigh: string | null; unit: string } {
  const unit = target.unit ?? '';
  const power = (text: string) => (text.startsWith('亿') ? 8 : text.startsWith('万') ? 4 : 0);
  const key = `${name}|${unit.replace(/^[万亿]/, '')}`;
  const first = units.get(key);
  if (first === undefined) units.set(key, unit);
  if (first === undefined || first === unit) return { value: target.value, valueHigh: target.valueHigh, unit };
  const shift = power(unit) - power(first);
  if (shift <= 0) return { value: target.value, valueHigh: target.valueHigh, unit };
  const scale = (value: string) => shiftPoint(value, shift);
  return { value: scale(target.value), valueHigh: target.valueHigh && scale(target.valueHigh), unit: first };
}

function shiftPoint(decimal: string, places: number): string {
  const [whole = '0', part = ''] = decimal.split('.');
  const digits = part.padEnd(places, '0');
  const rest = digits.slice(places);
  return `${(whole + digits.slice(0, places)).replace(/^0+(?=\d)/, '')}${rest ? `.${rest}` : ''}`;
}

/** The lead unit of the task that a target stands in; for an annex, of the task that its title repeats. */
function leadOf(document: PlanDocument, clause: string): string | null {
  const annex = /^附件\d+/.exec(clause)?.[0];
  const title = annex && document.outline.find((item) => item.clause === annex)?.title.replace(/目录$/, '');
  const task = document.tasks.find(
    (candidate) => candidate.clause === clause || (title && candidate.title.includes(title.replace(/^实施/, ''))),
  );
  return task?.lead || null;
}

function addTable(
  recipe: Recipe,
  wanted: TableRecipe,
  document: PlanDocument,
  register: Register,
  targets: Omit<PackTarget, 'code'>[],
  observations: PackObservation[],
): void {
  const table = document.tables.find((candidate) => candidate.title.includes(wanted.title));
  if (!table) throw new Error(`${recipe.id}: no table “${wanted.title}”`);
  for (const row of table.rows) {
    const label = row[wanted.label]!.text;
    const unit = wanted.unit === undefined ? '' : unitOf(recipe, nameOf(recipe, label), row[wanted.unit]!.text);
    for (const column of wanted.columns) {
      const cell = row[column.at];
      if (!cell?.value) continue;
      if (column.is === 'regional-target') {
        const province = /合计/.test(label);
        const region = province ? recipe.region : regionByName(label, `${recipe.from}-12-31`)?.code;
        if (!region) throw new Error(`${recipe.id}: no region “${label}”`);
        const name = nameOf(recipe, column.indicator);
        targets.push({
          ...tableTarget(recipe, wanted, cell, register.idOf(name, column.unit), column.unit, column.kind, column.year),
          region,
          lead: province ? null : `${label}政府`,
        });
        continue;
      }
      const name = nameOf(recipe, label);
      const indicator = register.idOf(name, unit);
      const kind = /（新增）/.test(label)
        ? 'new'
        : unit === '%'
          ? 'rate'
          : /（累计）/.test(label)
            ? 'cumulative'
            : 'level';
      if (column.is === 'target') {
        const target = tableTarget(recipe, wanted, cell, indicator, unit, kind, column.year);
        const start = wanted.columns.find((other) => other.is === 'baseline');
        const base = start && kind !== 'new' ? row[start.at]?.value : undefined;
        targets.push({ ...target, baseline: base && start ? { date: lastDay(start.year), value: base } : null });
        continue;
      }
      const period = column.is === 'observation' && kind === 'new' ? column.whole : String(column.year);
      observations.push(observation(recipe, indicator, period, cell.value, wanted.clause, cell.span));
    }
  }
}

function tableTarget(
  recipe: Recipe,
  table: TableRecipe,
  cell: TableCell,
  indicator: string,
  unit: string,
  kind: PackTarget['kind'],
  year: number,
): Omit<PackTarget, 'code'> {
  return {
    clause: table.clause,
    indicator,
    comparator: cell.comparator ?? '=',
    value: cell.value!,
    valueHigh: null,
    unit,
    kind,
    period: 'by',
    year,
    periodStart: `${recipe.from}-01-01`,
    dueOn: lastDay(year),
    region: null,
    breakdown: null,
    lead: null,
    baseline: null,
    milestones: [],
    suspect: false,
    raw: null,
    findings: [],
    span: cell.span,
  };
}

/** Figures found by hand: the digits must stand at their place in the source. */
function addObserved(
  recipe: Recipe,
  text: string,
  register: Register,
  targets: Omit<PackTarget, 'code'>[],
  observations: PackObservation[],
): void {
  for (const { indicator: name, unit, year, value, clause, start } of recipe.observed ?? []) {
    const span = { start, end: start + value.length };
    if (text.slice(span.start, span.end) !== value) throw new Error(`${recipe.id}: no “${value}” at ${start}`);
    const indicator = register.idOf(name, unit);
    observations.push(observation(recipe, indicator, String(year), value, clause, span));
    for (const target of targets)
      if (target.indicator === indicator && target.kind !== 'new') target.baseline = { date: lastDay(year), value };
  }
}

function observation(
  recipe: Recipe,
  indicator: string,
  period: string,
  value: string,
  clause: string,
  span: { start: number; end: number },
): PackObservation {
  return { indicator, region: null, breakdown: null, period, value, knownOn: recipe.knownOn, note: clause, span };
}

/** A finding stands at every target that one of its spans touches; remarks on the whole document stand at none. */
function attachFindings(document: PlanDocument, targets: Omit<PackTarget, 'code'>[]): void {
  for (const { code, severity, message, spans } of document.findings)
    for (const target of targets)
      if (severity !== 'info' && spans.some((span) => span.start < target.span.end && target.span.start < span.end))
        target.findings.push({ code, severity, ...message });
}

if (import.meta.main) {
  const folder = resolve(process.argv[2] ?? '../shared/sources');
  const register = readRegister();
  for (const recipe of recipes) {
    const text = findSource(folder, recipe.sha256);
    if (text === undefined) throw new Error(`${recipe.id}: its source is not in ${folder}`);
    const pack = makePack(recipe, text, register);
    writeFileSync(join(packFolder, `${recipe.id}.json`), `${JSON.stringify(pack, null, 1)}\n`);
    const { targets, tasks, observations, indicators } = pack;
    console.log(
      `${recipe.id}: ${targets.length} targets, ${tasks.length} tasks, ${observations.length} observations, ${indicators.length} indicators`,
    );
  }
  writeFileSync(registerFile, `${JSON.stringify(register.entries, null, 1)}\n`);
}
