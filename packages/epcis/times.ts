/** Dates and times with a time zone: RFC 3339, and without seconds as some XML writes them. */
const TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:[Zz]|([+-])(\d\d):(\d\d))$/;

/** Milliseconds since 1970, or NaN for what is no moment. */
export function timeOf(text: string): number {
  const parts = TIME.exec(text);
  if (!parts) return Number.NaN;
  const [year, month, day, hour, minute] = [1, 2, 3, 4, 5].map((i) => Number(parts[i])) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const second = Number(parts[6] ?? 0);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return Number.NaN;
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) return Number.NaN;
  const [hours, minutes] = [Number(parts[9] ?? 0), Number(parts[10] ?? 0)];
  if (hours > 14 || minutes > 59) return Number.NaN;
  const ms = parts[7] ? Math.floor(Number(`0.${parts[7]}`) * 1000) : 0;
  const offset = (hours * 60 + minutes) * (parts[8] === '-' ? -60_000 : 60_000);
  return Date.UTC(year, month - 1, day, hour, minute, second, ms) - offset;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
