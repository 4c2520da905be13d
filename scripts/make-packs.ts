/**
 * Makes the plan packs from the source documents: `node scripts/make-packs.ts DIR`. The reader reads, the recipes
 * (`pack-recipes.ts`) correct, the indicator register (`plans/indicators/register.json`) names. Same sources, same packs.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type PlanDocument, readPlan, type TableCell } from '../packages/plan-text/index.ts';
import { regionByName } from '../server/kernel/region/index.ts';
import {
  attachFindings,
  breakdownOf,
  clauseOf,
  lastDay,
  leadOf,
  levelOf,
  outlineOf,
  rawOf,
  sameUnit,
  targetCode,
  tasksOf,
  within,
} from '../server/modules/plans/derive-facts.ts';
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
  attachFindings(document.findings, targets);
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
    outline: recipe.text === 'all' ? outlineOf(document.outline) : [],
    tasks: recipe.text === 'all' ? tasksOf(document.tasks, { text, plan: recipe }) : [],
    indicators: used.map((id) => register.get(id)),
    targets: targets
      .sort((a, b) => a.span.start - b.span.start)
      .map((target, index) => ({ code: targetCode(index), ...target })),
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
    .map((item) => (item.clause in clauses ? { ...right(item), level: depthOf(clauses[item.clause]!) } : item))
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
function depthOf(clause: string): number {
  const [head = '', ...inside] = clause.split('/');
  return (/\d$/.test(head) ? 3 : 2) + inside.length;
}

const nameOf = (recipe: Recipe, name: string, value = '') =>
  recipe.rename?.[`${name}|${value}`] ?? recipe.rename?.[name] ?? name;
const unitOf = (recipe: Recipe, name: string, unit: string) => recipe.units?.[`${name}|${unit}`] ?? unit;

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
    const clause = clauseOf(target, table);
    if (recipe.drop?.[`${clause}|${target.indicator}`]) continue;
    const name = nameOf(recipe, target.indicator, target.value);
    const scaled = sameUnit({ ...target, unit: unitOf(recipe, name, target.unit ?? '') }, units, name);
    const indicator = register.idOf(name, scaled.unit);
    const year = target.year ?? recipe.to;
    const { baseline } = target;
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
      breakdown: breakdownOf(target, table, clause),
      lead: leadOf(document, target.clause),
      baseline: levelOf(target),
      milestones: [],
      suspect: target.suspect,
      raw: rawOf(target, scaled.unit),
      findings: [],
      span: target.span,
    });
    if (baseline?.value && baseline.year)
      observations.push(observation(recipe, indicator, String(baseline.year), baseline.value, clause, target.span));
  }
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
