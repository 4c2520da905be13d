import { lazy, Suspense, useState } from 'react';
import { useLanguage } from '../app/i18n.ts';
import { useSearchState } from '../app/search.ts';
import { useSession } from '../app/session.ts';
import { useAppStrings } from '../app/strings.ts';

const DayPicker = lazy(async () => ({ default: (await import('./DayPicker.tsx')).DayPicker }));

export function useAsOf(): string | undefined {
  const [search] = useSearchState();
  const day = search.asOf;
  return day && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : undefined;
}

type DayFieldProps = {
  /** Shown before the day. */
  label: string;
  /** What the button does, for those who only hear it; the label by default. */
  purpose?: string;
  value: string | undefined;
  presets?: { label: string; day: string }[];
  clearable?: boolean;
  onChange: (day: string | undefined) => void;
};

/** A day as plain text in and out, with its name before it; the calendar comes when the day is pressed. */
export function DayField({ label, purpose = label, value, presets, clearable = true, onChange }: DayFieldProps) {
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const button = (
    <button
      type="button"
      className="day-button"
      aria-label={`${purpose} ${value ?? ''}`}
      aria-haspopup="dialog"
      onClick={() => setOpen(true)}
    >
      <span>{value ?? '—'}</span>
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
        <path d="M1.5 3h11v9.5h-11zM1.5 5.5h11M4.5 1.2v3M9.5 1.2v3" fill="none" stroke="currentColor" />
      </svg>
    </button>
  );
  return (
    <span className="as-of">
      <span className="sub">{label}</span>
      {open ? (
        <Suspense fallback={button}>
          <DayPicker
            label={purpose}
            value={value}
            presets={presets}
            clearable={clearable}
            language={language}
            onChange={onChange}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : (
        button
      )}
    </span>
  );
}

/** The day is an argument everywhere: this is where a person sets it. */
export function AsOf() {
  const t = useAppStrings();
  const [, update] = useSearchState();
  const asOf = useAsOf();
  const today = useSession().data?.today;
  const thisYear = Number((today ?? '2000').slice(0, 4));
  const presets = [1, 2, 3, 4, 6, 8].map((back) => ({
    label: t('yesterdayEnd', { year: thisYear - back }),
    day: `${thisYear - back}-12-31`,
  }));
  return (
    <DayField
      label={t('asOf')}
      purpose={`${t('asOf')} ${t('pickDay')}`}
      value={asOf ?? today}
      presets={presets}
      clearable={asOf !== undefined}
      onChange={(day) => update({ asOf: day === today ? undefined : day, page: undefined })}
    />
  );
}
