import type { Finding, ReadDocument, ReadTarget, ReadTask, Review, ReviewItem, Span } from '../../app/contract.ts';
import { printedNumber } from '../../ui/clause.ts';

export const tabs = ['findings', 'targets', 'tasks', 'units'] as const;
export type Tab = (typeof tabs)[number];

/** `ref` is the item's name in the review, `review` what was decided about it. */
type Base = { key: string; tab: Tab; spans: Span[]; clause: string; ref: string; review: ReviewItem | null };
export type Item =
  | (Base & { tab: 'findings'; finding: Finding })
  | (Base & { tab: 'targets'; target: ReadTarget })
  | (Base & { tab: 'tasks'; task: ReadTask })
  | (Base & { tab: 'units'; unit: { name: string; lead: number; joint: number } });

export type MarkKind = 'target' | 'unit' | 'finding' | 'time' | 'debris';
export type Mark = Span & { kind: MarkKind; key: string | null };
export type Section = {
  clause: string;
  title: string;
  level: number;
  start: number;
  targets: number;
  findings: number;
};
export type Reading = { items: Record<Tab, Item[]>; marks: Mark[]; sections: Section[] };

const times =
  /每年|年均|逐年|分别|(?:到|至)\s*[\d０-９]{4}\s*年(?:底|末)?|[\d０-９]{4}\s*年(?:底|末)前?|[\d０-９]{4}\s*[—–-]\s*[\d０-９]{4}\s*年/g;

/** Where a name is printed inside a span, also when a page broke it over lines. */
function placesOf(text: string, span: Span, name: string): Span[] {
  const signs = [...name].map((sign) => sign.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(signs.join('\\s*'), 'g');
  const words = text.slice(span.start, span.end);
  return [...words.matchAll(pattern)].map((match) => ({
    start: span.start + match.index,
    end: span.start + match.index + match[0].length,
  }));
}

/** One read document as it was reviewed: corrected values in place of those that were read, added items with the rest. */
export function readingOf(text: string, document: ReadDocument, review?: Review | undefined): Reading {
  const items: Reading['items'] = { findings: [], targets: [], tasks: [], units: [] };
  const units = new Map<string, { name: string; lead: number; joint: number; spans: Span[] }>();
  const sections = sectionsOf(document);
  const decided = new Map((review?.items ?? []).map((item) => [item.key, item]));
  const added = (review?.items ?? []).filter((item) => item.key.includes('+'));
  const base = { key: '' };
  document.findings.forEach((finding, index) => {
    const ref = `finding.${index}`;
    const own = decided.get(ref) ?? null;
    items.findings.push({ ...base, tab: 'findings', spans: finding.spans, clause: '', finding, ref, review: own });
  });
  const targets = document.targets.map((target, index) => [`target.${index}`, target] as const);
  for (const [ref, read] of [
    ...targets,
    ...added.flatMap((one) => (one.target ? [[one.key, one.target] as const] : [])),
  ]) {
    const own = decided.get(ref) ?? null;
    const target = own?.target ?? read;
    items.targets.push({
      ...base,
      tab: 'targets',
      spans: [read.span],
      clause: target.clause,
      target,
      ref,
      review: own,
    });
  }
  const tasks = document.tasks.map((task, index) => [`task.${index}`, task] as const);
  for (const [ref, read] of [...tasks, ...added.flatMap((one) => (one.task ? [[one.key, one.task] as const] : []))]) {
    const own = decided.get(ref) ?? null;
    const task = own?.task ?? read;
    items.tasks.push({ ...base, tab: 'tasks', spans: [read.span], clause: task.clause, task, ref, review: own });
    if (own?.state === 'rejected') continue;
    const roles = [
      ...(task.lead ? [[task.lead, 'lead'] as const] : []),
      ...task.joint.map((name) => [name, 'joint'] as const),
    ];
    for (const [name, role] of roles) {
      const unit = units.get(name) ?? { name, lead: 0, joint: 0, spans: [] };
      unit[role] += 1;
      unit.spans.push(...placesOf(text, read.span, name));
      units.set(name, unit);
    }
  }
  for (const { spans, ...unit } of [...units.values()].sort((a, b) => b.lead + b.joint - a.lead - a.joint)) {
    items.units.push({ key: '', tab: 'units', spans, clause: '', unit, ref: unit.name, review: null });
  }
  sections.sort((a, b) => a.start - b.start || a.level - b.level);
  const start = (item: Item) => item.spans[0]?.start ?? 0;
  for (const tab of tabs) {
    if (tab !== 'units') items[tab].sort((a, b) => start(a) - start(b));
    items[tab].forEach((item, index) => {
      item.key = tab === 'units' ? `${tab}:${index}` : item.ref;
      const section = sectionAt(sections, start(item));
      if (!item.clause && section && tab === 'findings') item.clause = section.clause;
      if (section && tab === 'targets') section.targets += 1;
      if (section && tab === 'findings') section.findings += 1;
    });
  }
  return { items, sections, marks: marksOf(text, items) };
}

function sectionsOf(document: ReadDocument): Section[] {
  return document.outline.map((head, index) => {
    const number = printedNumber(head, document.outline.slice(0, index));
    const title = `${number}${/[、）]$/.test(number) ? '' : ' '}${head.title}`;
    const level = Math.max(1, head.level);
    return { clause: head.clause, title, level, start: head.span.start, targets: 0, findings: 0 };
  });
}

/** The section that an offset stands in. */
export const sectionAt = (sections: readonly Section[], offset: number): Section | undefined =>
  sections.findLast((section) => section.start <= offset);

/** Longer than this a span is a part of the document, not words in it. */
const longest = 240;

function marksOf(text: string, items: Reading['items']): Mark[] {
  const kinds = { findings: 'finding', targets: 'target', units: 'unit' } as const;
  const marks: Mark[] = [];
  for (const tab of ['findings', 'targets', 'units'] as const) {
    for (const item of items[tab]) {
      for (const span of item.spans) {
        // A finding about a whole document has no words of its own to mark.
        if (span.end - span.start <= longest) marks.push({ ...span, kind: kinds[tab], key: item.key });
      }
    }
  }
  for (const item of items.targets) {
    // Only the sentence around a target: words of time elsewhere say nothing about one.
    const from = Math.max(0, (item.spans[0]?.start ?? 0) - 40);
    const near = text.slice(from, item.spans[0]?.start ?? 0);
    for (const match of near.matchAll(times)) {
      const at = from + match.index;
      if (!marks.some((mark) => mark.kind === 'time' && mark.start === at)) {
        marks.push({ start: at, end: at + match[0].length, kind: 'time', key: null });
      }
    }
  }
  // Anchors that a word processor left in the text: kept, because they are in it, but not to be read.
  for (const match of text.matchAll(/\[bookmark: [^\]]*\]/g)) {
    marks.push({ start: match.index, end: match.index + match[0].length, kind: 'debris', key: null });
  }
  return marks.sort((a, b) => a.start - b.start || a.end - b.end);
}

export type Segment = { start: number; end: number; marks: Mark[] };

/** Cuts a piece of text at every border of a mark, so that overlapping marks can each be shown. */
export function segmentsOf(piece: Span, marks: Mark[]): Segment[] {
  const inside = marks.filter((mark) => mark.start < piece.end && mark.end > piece.start);
  const borders = new Set([piece.start, piece.end]);
  for (const mark of inside) {
    borders.add(Math.max(mark.start, piece.start));
    borders.add(Math.min(mark.end, piece.end));
  }
  const points = [...borders].sort((a, b) => a - b);
  return points.slice(1).map((end, index) => {
    const start = points[index]!;
    return { start, end, marks: inside.filter((mark) => mark.start < end && mark.end > start) };
  });
}
