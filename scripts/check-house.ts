/**
 * The rules of the house, checked from the code's own imports:
 * imports go down only and never in a circle, modules are entered through their index, sciences have no I/O, clock or
 * chance, and a file that is longer than 400 lines says why (`long:` in its first comment).
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, resolve } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

export type Violation = { file: string; rule: string; detail: string };

/** A package may use those listed before it. */
export const packageOrder = [
  'numerals', 'identifiers', 'digital-link', 'plan-text', 'progress', 'environment', 'composite', 'satisfaction', 'surveillance',
  'acceptance-sampling', 'draw', 'merkle-log', 'epcis', 'credentials', 'ledger', 'auction',
  'policy-rules', 'contract',
]; // biome-ignore format: the list of DESIGN.md, kept in its lines
const IO =
  /^(node:)?(fs|net|http|https|http2|child_process|cluster|dgram|dns|os|process|tls|worker_threads|readline)(\/|$)/;
const LONG = 400;

/** Checks all sources under a root laid out as this project is. Returns every violation. */
export function checkHouse(root: string): Violation[] {
  const files = globSync(['packages/**/*.ts', 'server/**/*.ts', 'web/src/**/*.{ts,tsx}'], { cwd: root })
    .filter((file) => !file.includes('node_modules') && !/\.test\.tsx?$|fixtures?\.ts$|\.gen\.ts$/.test(file))
    .sort();
  const violations: Violation[] = [];
  const graph = new Map<string, string[]>();
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8');
    const facts = readFacts(file, text);
    violations.push(...checkImports(file, facts.imports), ...checkScience(file, facts), ...checkLength(file, text));
    graph.set(
      file,
      facts.imports.filter((target) => target.startsWith('.')).map((target) => locate(file, target)),
    );
  }
  violations.push(...findCircles(graph));
  return violations;
}

type Facts = { imports: string[]; impure: string[] };

function readFacts(file: string, text: string): Facts {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  const facts: Facts = { imports: [], impure: [] };
  const add = (source: { value?: unknown } | null | undefined) => {
    if (typeof source?.value === 'string') facts.imports.push(source.value);
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    ImportExpression: (node) => add(node.source as { value?: unknown }),
    TSImportType: (node) => add((node as unknown as { source: { value?: unknown } }).source),
    MemberExpression: (node) => {
      const name = `${(node.object as { name?: string }).name}.${(node.property as { name?: string }).name}`;
      if (name === 'Math.random' || name === 'Date.now' || name === 'performance.now') facts.impure.push(name);
    },
    NewExpression: (node) => {
      if ((node.callee as { name?: string }).name === 'Date' && node.arguments.length === 0)
        facts.impure.push('new Date()');
    },
  }).visit(program);
  return facts;
}

const locate = (file: string, target: string) => normalize(join(dirname(file), target));

/** Which floor a file stands on; what it may reach is said in `allowed`. */
function roomOf(file: string): string {
  const [top, second, third] = file.split('/');
  if (top === 'packages') return `packages/${second}`;
  if (top === 'web') return 'web';
  if (second === 'modules') return `modules/${third}`;
  return second === 'db' ? 'kernel' : second!;
}

function checkImports(file: string, imports: string[]): Violation[] {
  const room = roomOf(file);
  return imports
    .filter((target) => target.startsWith('.'))
    .map((target) => locate(file, target))
    .filter((target) => roomOf(target) !== room)
    .flatMap((target) => {
      const other = roomOf(target);
      if (!mayReach(room, other)) return [{ file, rule: 'imports go down', detail: `${room} → ${other}: ${target}` }];
      const inside = other.startsWith('modules/') && target !== `server/${other}/index.ts`;
      return inside ? [{ file, rule: 'modules are entered through index.ts', detail: target }] : [];
    });
}

function mayReach(room: string, other: string): boolean {
  if (room.startsWith('packages/')) {
    const [own, wanted] = [room, other].map((name) => packageOrder.indexOf(name.replace('packages/', '')));
    return other.startsWith('packages/') && wanted! >= 0 && wanted! < own!;
  }
  if (other.startsWith('packages/')) return true;
  if (room === 'web' || other === 'web') return false;
  const floor = (name: string) => (name === 'kernel' ? 0 : name.startsWith('modules/') ? 1 : 2);
  return floor(other) < floor(room) || (floor(room) === 1 && floor(other) === 1) || room === 'cli';
}

function checkScience(file: string, { imports, impure }: Facts): Violation[] {
  if (!file.startsWith('packages/')) return [];
  return [
    ...imports.filter((target) => IO.test(target)).map((detail) => ({ file, rule: 'sciences have no I/O', detail })),
    ...impure.map((detail) => ({ file, rule: 'sciences have no clock and no chance', detail })),
  ];
}

function checkLength(file: string, text: string): Violation[] {
  const lines = text.split('\n').length;
  const excused = /^\s*\/\*\*[\s\S]{0,600}?\blong:/.test(text);
  return lines > LONG && !excused ? [{ file, rule: `files stay under ${LONG} lines`, detail: `${lines}` }] : [];
}

/** Depth-first: an edge back to a file that is still open closes a circle. */
function findCircles(graph: Map<string, string[]>): Violation[] {
  const violations: Violation[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const path: string[] = [];
  const visit = (file: string): void => {
    state.set(file, 'open');
    path.push(file);
    for (const next of graph.get(file) ?? []) {
      if (state.get(next) === 'open') {
        const circle = [...path.slice(path.indexOf(next)), next].join(' → ');
        violations.push({ file, rule: 'no circles', detail: circle });
      } else if (!state.has(next) && graph.has(next)) visit(next);
    }
    path.pop();
    state.set(file, 'done');
  };
  for (const file of graph.keys()) if (!state.has(file)) visit(file);
  return violations;
}

if (import.meta.main) {
  const root = resolve(import.meta.dirname, '..');
  const violations = checkHouse(root);
  for (const { file, rule, detail } of violations)
    process.stdout.write(`${relative(root, join(root, file))}: ${rule}: ${detail}\n`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}
