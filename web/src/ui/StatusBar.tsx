import type { Status } from '../app/contract.ts';
import { statusOrder, useStatusStrings } from './strings.ts';

export type StatusCounts = Partial<Record<Status, number>>;

/** Targets by status as one stacked line; its words are in the label. */
export function StatusBar({ counts, tall = false }: { counts: StatusCounts; tall?: boolean }) {
  const t = useStatusStrings();
  const present = statusOrder.filter((status) => (counts[status] ?? 0) > 0);
  const words = present.map((status) => `${t(status)} ${counts[status]}`).join('，');
  return (
    <span className={tall ? 'status-bar tall' : 'status-bar'} role="img" aria-label={`${t('distribution')}${words}`}>
      {present.map((status) => (
        <i
          key={status}
          className={status}
          style={{ flexGrow: counts[status] }}
          title={`${t(status)} ${counts[status]}`}
        />
      ))}
    </span>
  );
}
