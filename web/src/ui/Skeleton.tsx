import { useAppStrings } from '../app/strings.ts';

const widths = [38, 92, 84, 90, 76, 88, 70, 82];

/** Lines where the words will stand, so that nothing jumps when they come. */
export function Skeleton({ lines = 8, page = false }: { lines?: number; page?: boolean }) {
  const t = useAppStrings();
  return (
    <div className={page ? 'skeleton whole' : 'skeleton'} role="status" aria-label={t('loading')}>
      {widths.slice(0, lines).map((width) => (
        <span key={width} style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}
