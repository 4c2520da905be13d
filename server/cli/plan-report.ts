/** A reading as lines for a person. */
import type { PlanReading } from '../../packages/plan-text/index.ts';

type Document = PlanReading['documents'][number];

export function printReading(reading: PlanReading): string {
  return reading.documents.map(printDocument).join('\n');
}

function printDocument(document: Document): string {
  const { tasks, targets, tables, findings } = document;
  const lines = [
    document.title || '（无标题 / untitled）',
    `  ${[document.documentNumber, document.issuer, document.date].filter(Boolean).join(' · ')}`,
    `  任务 ${tasks.length} · 目标 ${targets.length} · 表 ${tables.length} · 疑点 ${findings.length}`,
  ];
  for (const task of tasks) {
    const units = [task.lead, ...task.joint].filter(Boolean).join('、');
    lines.push(`  任务 ${task.clause} ${task.title}${units ? `：${units}` : ''}`);
  }
  for (const target of targets) {
    const value = target.valueHigh === null ? target.value : `${target.value}—${target.valueHigh}`;
    const part = target.breakdown ? `［${Object.values(target.breakdown).join(' ')}］` : '';
    const doubt = target.suspect ? ` ⚠ ${target.raw ?? ''}` : '';
    const when = `${target.period} ${target.year ?? ''} ${target.kind}`.replace(/ +/g, ' ');
    lines.push(
      `  目标 ${target.clause} ${target.indicator}${part} ${target.comparator} ${value}${target.unit ?? ''}（${when}）${doubt}`,
    );
  }
  return `${lines.join('\n')}\n${printFindings(document)}`;
}

export function printFindings({ title, findings }: Document): string {
  const lines = findings.map(({ code, severity, message, spans }) => {
    const at = spans.map((span) => `${span.start}–${span.end}`).join(' ');
    return `  ${severity === 'error' ? '✗' : severity === 'warning' ? '!' : '·'} ${code} ${message.zh} / ${message.en}（${at}）`;
  });
  return `${title}: ${findings.length}\n${lines.map((line) => `${line}\n`).join('')}`;
}
