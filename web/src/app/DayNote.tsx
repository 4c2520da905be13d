import { useSearchState } from './search.ts';
import { useAppStrings } from './strings.ts';

/** Says plainly that the figures are those of another day, and offers the way back. */
export function DayNote() {
  const t = useAppStrings();
  const [search, update] = useSearchState();
  const day = search.asOf;
  if (!day) return null;
  return (
    <div className="day-note" role="status">
      <span>{t('asOfNote', { day })}</span>
      <button type="button" className="btn text" onClick={() => update({ asOf: undefined })}>
        {t('backToToday')}
      </button>
    </div>
  );
}
