import type { GridCell } from './grid-cells.ts';
import { nameBefore } from './names.ts';
import { readQuantities } from './quantities.ts';

const SENTENCE = /[，。；]/;

/** Whether a cell speaks for itself (培育企业50家) rather than giving the value of its row (50家). */
export function speaks(cell: GridCell): boolean {
  if (cell.text.length < 6 || !/\d/.test(cell.text)) return false;
  const q = readQuantities(cell.text, cell.gap)[0];
  if (!q) return false;
  if (cell.text.length > 14 && SENTENCE.test(cell.text)) return true;
  const left = cell.text.slice(0, q.from);
  const behind = cell.text.slice(q.to).replace(/（[^）]*）/g, '');
  return (
    nameBefore(left).name.length >= 3 ||
    (/^(?:的|以上的)?[\u4e00-\u9fff“]{3,}/.test(behind) && /[\u4e00-\u9fff]{2}$/.test(left))
  );
}
