import './case.css';
import { useQuery } from '@tanstack/react-query';
import type { Deadline } from '../app/contract.ts';
import { getJson } from '../app/http.ts';
import { DayField } from './AsOf.tsx';
import { useCaseStrings } from './case-strings.ts';

type Props = {
  label: string;
  value: string | undefined;
  /** Must be given, and is not. */
  invalid?: boolean;
  onChange: (day: string | undefined) => void;
};

/** A deadline: a day, or a number of working days; says at once when the day is a holiday, and offers the next one. */
export function DeadlineField({ label, value, invalid = false, onChange }: Props) {
  const t = useCaseStrings();
  const { data } = useQuery({
    queryKey: ['deadline', value],
    queryFn: () => getJson<Deadline>('/api/calendar/deadline', { on: value }),
    enabled: value !== undefined,
  });
  const count = async (workingDays: number) =>
    onChange((await getJson<Deadline>('/api/calendar/deadline', { workingDays })).on);
  return (
    <div className={invalid ? 'field invalid' : 'field'}>
      <DayField label={label} value={value} onChange={onChange} clearable={false} />
      <span className="row">
        {[5, 10, 20, 60].map((days) => (
          <button key={days} type="button" className="btn text" onClick={() => void count(days)}>
            {t('plusDays', { count: days })}
          </button>
        ))}
      </span>
      <span className="cap" aria-live="polite">
        {invalid && <span className="seal-text">{t('dayMissing')}</span>}
        {data && !data.workingDay && (
          <span className="seal-text">
            {t('holiday', { day: data.on })}{' '}
            <button type="button" className="btn text" onClick={() => onChange(data.next)}>
              {t('useNext', { next: data.next })}
            </button>
          </span>
        )}
        {data?.workingDay &&
          (data.workingDaysFromToday > 0
            ? t('inDays', { count: data.workingDaysFromToday })
            : data.workingDaysFromToday === 0
              ? t('isToday')
              : t('isPast'))}
        {data?.provisional && ` ${t('provisional')}`}
      </span>
    </div>
  );
}
