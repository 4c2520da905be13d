import type { Place } from './outline.ts';
import type { Para } from './paragraphs.ts';
import type { OutlineItem, Task } from './types.ts';
import { findUnitLists, roleOfLine } from './units.ts';

const TASK_TRAIL =
  /任务|工程|行动|措施|举措|重点|推进|提升|加强|加快|实施|强化|完善|构建|打造|推动|建设|健全|深化|优化|保障|促进|创新|发展|培育|夯实|提高|支持|拓展|落实|树立|铸就/;

const offset = (p: Para, i: number): number => (i < p.at.length ? (p.at[i] as number) : p.end);
const endOffset = (p: Para, i: number): number => (i > 0 && i <= p.at.length ? (p.at[i - 1] as number) + 1 : p.end);

/** Tasks: every clause that names units, and the leaf clauses of the working parts of a document. */
export function readTasks(paras: Para[], from: number, places: Place[], outline: OutlineItem[]): Task[] {
  const tasks: Task[] = [];
  const named = new Set<number>();
  const isLeaf = outline.map((o, k) => {
    const next = outline[k + 1];
    return !next || next.level <= o.level || /专栏/.test(next.clause.slice(o.clause.length));
  });
  const ends: number[] = outline.map((o) => o.span.end);
  const firstPlace: (Place | undefined)[] = outline.map(() => undefined);
  places.forEach((pl, k) => {
    const p = paras[from + k] as Para;
    if (pl.item >= 0) firstPlace[pl.item] ??= pl;
    if (pl.item >= 0) ends[pl.item] = Math.max(ends[pl.item] as number, p.end);
  });
  let lineRole: ReturnType<typeof roleOfLine> = null;
  places.forEach((pl, k) => {
    const p = paras[from + k] as Para;
    const lists = findUnitLists(p);
    const role = roleOfLine(p.text);
    const before = lineRole;
    const open = tasks[tasks.length - 1];
    lineRole = role;
    // 牵头单位：… on one line, 配合单位：… on the next.
    if (open && before && lists[0] && (role === 'joint' || (role === 'both' && before === 'lead'))) {
      const l = lists[0];
      open.joint = [...new Set([...open.joint, l.lead, ...l.joint])].filter((u) => u !== open.lead);
      open.span = { start: open.span.start, end: endOffset(p, l.to) };
      return;
    }
    let cut = 0;
    for (const l of lists) {
      const item = outline[pl.item];
      const again = pl.item >= 0 && named.has(pl.item);
      if (pl.item >= 0) named.add(pl.item);
      const own = !again && item ? item.span.start : offset(p, cut);
      const text = p.text.slice(cut, l.from);
      const title =
        !again && item ? item.title : (/^[^。；，]{1,40}/.exec(text.replace(/^[）。；，\d.、]+/, ''))?.[0] ?? '');
      tasks.push({
        clause: pl.clause,
        title,
        lead: l.lead,
        joint: l.joint,
        span: { start: Math.min(own, offset(p, l.from)), end: endOffset(p, l.to) },
      });
      cut = l.to;
    }
  });
  outline.forEach((o, k) => {
    if (named.has(k) || !isLeaf[k] || /专栏|附[件表录]/.test(o.clause) || o.title === '') return;
    const pl = firstPlace[k];
    if (!pl || pl.back || pl.principle || pl.goal || pl.annex) return;
    if (!pl.trail.some((t) => TASK_TRAIL.test(t))) return;
    tasks.push({
      clause: o.clause,
      title: o.title,
      lead: '',
      joint: [],
      span: { start: o.span.start, end: ends[k] as number },
    });
  });
  return tasks.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
