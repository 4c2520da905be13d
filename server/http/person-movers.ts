import type { PersonMover } from '../kernel/person/index.ts';
import { moveHandler } from '../modules/work/index.ts';

/** What is in the hands of a person, and goes to whoever takes over. */
export const personMovers: readonly PersonMover[] = [
  { zh: '认领的任务', en: 'tasks in hand', move: (tx, _scope, _clock, { from, to }) => moveHandler(tx, from, to) },
];
