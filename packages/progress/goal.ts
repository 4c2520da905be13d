import type { Decimal } from 'decimal.js';
import { decimal } from './numbers.ts';
import type { Target } from './types.ts';

/** What a target asks for, reduced to one threshold and the direction in which values get better. */
export interface Goal {
  /** 1: higher is better; -1: lower is better. */
  sense: 1 | -1;
  /** The figure that the path leads to. */
  value: Decimal;
  meets: (value: Decimal) => boolean;
}

/**
 * The comparator decides the direction; for `=` and `~` the target's own direction does, and higher where it says nothing,
 * because figures of a plan are to be attained and exceeding them is no failure. A range is met from its near end on;
 * only a `keep` target must stay inside of both ends.
 */
export function goalOf(target: Target, aboutShare: Decimal): Goal {
  const low = decimal(target.value, 'target.value');
  const high = target.valueHigh === undefined ? undefined : decimal(target.valueHigh, 'target.valueHigh');
  if (high?.lt(low)) throw new RangeError(`range from ${target.value} to ${target.valueHigh}`);
  const { comparator, direction } = target;
  const down = comparator.startsWith('<') || ((comparator === '=' || comparator === '~') && direction === 'lower');
  const sense = down ? -1 : 1;
  const value = down ? (high ?? low) : low;
  const slack = comparator === '~' ? value.abs().times(aboutShare) : value.times(0);
  const strict = comparator === '>' || comparator === '<';
  const inside = direction === 'keep' && high !== undefined;
  const meets = (at: Decimal): boolean => {
    const ahead = at.minus(value).times(sense).plus(slack);
    if (inside && (at.lt(low) || at.gt(high))) return false;
    return strict ? ahead.gt(0) : ahead.gte(0);
  };
  return { sense, value, meets };
}
