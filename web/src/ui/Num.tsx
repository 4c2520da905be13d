import { formatDecimal } from './format.ts';

/** A number as it is set here: tabular, thin-space grouping, unit small and grey behind. */
export function Num({ value, unit, before = '' }: { value: string | null; unit?: string; before?: string }) {
  return (
    <span className="num">
      {before}
      {value === null ? '—' : formatDecimal(value)}
      {unit && <small>{unit}</small>}
    </span>
  );
}
