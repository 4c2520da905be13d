import type { DocumentDetail, Finding, ReadTarget, ReadTask, Span } from '../../app/contract.ts';

import { printedNumber } from '../../ui/clause.ts';

export const tabs = ['findings', 'targets', 'tasks', 'units'] as const;
export type Tab = (typeof tabs)[number];

type Base = { key: string; tab: Tab; spans: Span[]; clause: string };
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

/** Everything the reader found, as cards and as marks in the text, in the order of the text. */
export function readingOf(detail: DocumentDetail): Reading {
  const items: Reading['items'] = { findings: [], targets: [], tasks: [], units: [] };
  const units = new Map<string, { name: string; lead: number; joint: number; spans: Span[] }>();
  const sections: Section[] = [];
  for (const document of detail.documents) {
    if (detail.documents.length > 1) {
      sections.push({
        clause: '',
        title: document.title,
        level: 0,
        start: document.span.start,
        targets: 0,
        findings: 0,
      });
    }
    for (const [index, head] of document.outline.entries()) {
      const number = printedNumber(head, document.outline.slice(0, index));
      const title = `${number}${/[、）]$/.test(number) ? '' : ' '}${head.title}`;
      sections.push({
        clause: head.clause,
        title,
        level: Math.max(1, head.level),
        start: head.span.start,
        targets: 0,
        findings: 0,
      });
    }
    document.findings.forEach((finding) => {
      items.findings.push({ key: '', tab: 'findings', spans: finding.spans, clause: '', finding });
    });
    document.targets.forEach((target) => {
      items.targets.push({ key: '', tab: 'targets', spans: [target.span], clause: target.clause, target });
    });
    document.tasks.forEach((task) => {
      items.tasks.push({ key: '', tab: 'tasks', spans: [task.span], clause: task.clause, task });
      const roles = [
        ...(task.lead ? [[task.lead, 'lead'] as const] : []),
        ...task.joint.map((name) => [name, 'joint'] as const),
      ];
      for (const [name, role] of roles) {
        const unit = units.get(name) ?? { name, lead: 0, joint: 0, spans: [] };
        unit[role] += 1;
        unit.spans.push(...placesOf(detail.text, task.span, name));
        units.set(name, unit);
      }
    });
  }
  for (const { spans, ...unit } of [...units.values()].sort((a, b) => b.lead + b.joint - a.lead - a.joint)) {
    items.units.push({ key: '', tab: 'units', spans, clause: '', unit });
  }
  sections.sort((a, b) => a.start - b.start || a.level - b.level);
  const sectionAt = (offset: number) => sections.findLast((section) => section.start <= offset);
  const start = (item: Item) => item.spans[0]?.start ?? 0;
  for (const tab of tabs) {
    if (tab !== 'units') items[tab].sort((a, b) => start(a) - start(b));
    items[tab].forEach((item, index) => {
      item.key = `${tab}:${index}`;
      const section = sectionAt(start(item));
      if (!item.clause && section && tab === 'findings') item.clause = section.clause;
      if (section && tab === 'targets') section.targets += 1;
      if (section && tab === 'findings') section.findings += 1;
    });
  }
  return { items, sections, marks: marksOf(detail.text, items) };
}

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
