/**
 * Coupons of North America: AI (8110), GS1 US application guideline on coupons in DataBar Expanded, and (8112), positive
 * offer files. A code is fields one after the other; before those of varying length stands a digit that says it.
 */

/** Reads on as long as all holds; `at` is then where it does not. */
class Fields {
  at = 0;
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }

  /** So many digits. */
  skip(count: number): boolean {
    if (this.at + count > this.text.length) return false;
    this.at += count;
    return true;
  }

  /** One digit of those that are allowed. */
  digit(allowed: string): string | undefined {
    const digit = this.text[this.at];
    if (digit === undefined || !allowed.includes(digit)) return undefined;
    this.at++;
    return digit;
  }

  /** A digit that says a length, then so many digits more than it says; 9 may say: none. */
  counted(allowed: string, more: number): boolean {
    const digit = this.digit(allowed);
    if (digit === undefined) return false;
    return digit === '9' && allowed === PREFIX_OR_NONE ? true : this.skip(Number(digit) + more);
  }

  option(digit: string): boolean {
    if (this.text[this.at] !== digit) return false;
    this.at++;
    return true;
  }

  get ended(): boolean {
    return this.at === this.text.length;
  }
}

const ANY = '0123456789';
const PREFIX = '0123456';
const PREFIX_OR_NONE = '01234569';

/** Where a coupon code breaks its rules; undefined if it holds. */
export function wrongInCoupon(text: string, isDate: (text: string) => boolean): number | undefined {
  const fields = new Fields(text);
  const purchase = () => fields.counted('12345', 0) && fields.digit('012349') !== undefined && fields.skip(3);
  const head = fields.counted(PREFIX, 6) && fields.skip(6) && fields.counted('12345', 0) && purchase();
  if (!head) return fields.at;
  if (fields.option('1') && !(fields.digit('0123') !== undefined && purchase() && fields.counted(PREFIX_OR_NONE, 6)))
    return fields.at;
  if (fields.option('2') && !(purchase() && fields.counted(PREFIX_OR_NONE, 6))) return fields.at;
  const [end, start] = [readDate(fields, '3', isDate), readDate(fields, '4', isDate)];
  if (end === false || start === false || (end && start && start > end)) return fields.at;
  if (fields.option('5') && !fields.counted(ANY, 6)) return fields.at;
  if (fields.option('6') && !fields.counted('1234567', 6)) return fields.at;
  if (fields.option('9')) {
    const flags = ['01256', '012', ANY, '01'].every((allowed) => fields.digit(allowed) !== undefined);
    if (!flags) return fields.at;
  }
  return fields.ended ? undefined : fields.at;
}

/** Undefined: there is none; false: it is none. */
function readDate(fields: Fields, option: string, isDate: (text: string) => boolean): string | false | undefined {
  if (!fields.option(option)) return undefined;
  const text = fields.text.slice(fields.at, fields.at + 6);
  return isDate(text) && fields.skip(6) && text;
}

/** Format, funder, offer, serial. */
export function wrongInOffer(text: string): number | undefined {
  const fields = new Fields(text);
  const holds =
    fields.digit('01') !== undefined && fields.counted(PREFIX, 6) && fields.skip(6) && fields.counted(ANY, 6);
  return holds && fields.ended ? undefined : fields.at;
}
