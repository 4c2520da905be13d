/** What was changed, step by step: undo and redo of a draft, as a reducer without anything else. */
import type { SchemeContent, SchemeNode } from '../../../app/contract.ts';
import { addNode, moveNode, patchNode, type Raw, removeNode, renameCode, type Shift, shiftNode } from './tree-edit.ts';

export type Edit =
  | { type: 'add'; node: SchemeNode; after?: string }
  | { type: 'remove'; code: string }
  | { type: 'rename'; code: string; to: string }
  | { type: 'patch'; code: string; patch: Partial<SchemeNode> }
  | { type: 'move'; code: string; to: string; before?: string }
  | { type: 'shift'; code: string; way: Shift }
  | { type: 'steps'; steps: Raw[]; mark?: string }
  | { type: 'uncertainty'; uncertainty: SchemeContent['uncertainty']; mark?: string }
  | { type: 'whole'; content: SchemeContent };
export type History = {
  past: SchemeContent[];
  now: SchemeContent;
  future: SchemeContent[];
  /** What was touched last: typing on in one field is one step. */
  mark: string | null;
};
export type Action = Edit | { type: 'undo' } | { type: 'redo' } | { type: 'begin'; content: SchemeContent };

export const beginHistory = (content: SchemeContent): History => ({ past: [], now: content, future: [], mark: null });
const KEPT = 200;

export function applyEdit(content: SchemeContent, edit: Edit): SchemeContent {
  switch (edit.type) {
    case 'add':
      return addNode(content, edit.node, edit.after);
    case 'remove':
      return removeNode(content, edit.code);
    case 'rename':
      return renameCode(content, edit.code, edit.to);
    case 'patch':
      return patchNode(content, edit.code, edit.patch);
    case 'move':
      return { ...content, nodes: moveNode(content.nodes, edit.code, edit.to, edit.before) };
    case 'shift':
      return { ...content, nodes: shiftNode(content.nodes, edit.code, edit.way) };
    case 'steps':
      return { ...content, steps: edit.steps };
    case 'uncertainty':
      return { ...content, uncertainty: edit.uncertainty };
    case 'whole':
      return edit.content;
  }
}

export const sameContent = (a: SchemeContent, b: SchemeContent): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

function markOf(action: Edit): string | null {
  if (action.type === 'patch') return `${action.code}.${Object.keys(action.patch).join()}`;
  if (action.type === 'steps' || action.type === 'uncertainty') return action.mark ?? null;
  return null;
}

export function changeHistory(history: History, action: Action): History {
  const { past, now, future } = history;
  switch (action.type) {
    case 'begin':
      return beginHistory(action.content);
    case 'undo': {
      const before = past.at(-1);
      return before ? { past: past.slice(0, -1), now: before, future: [now, ...future], mark: null } : history;
    }
    case 'redo': {
      const [next, ...rest] = future;
      return next ? { past: [...past, now], now: next, future: rest, mark: null } : history;
    }
    default: {
      const next = applyEdit(now, action);
      if (sameContent(next, now)) return history;
      const mark = markOf(action);
      const on = mark !== null && mark === history.mark;
      return { past: on ? past : [...past, now].slice(-KEPT), now: next, future: [], mark };
    }
  }
}
