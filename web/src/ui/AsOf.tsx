import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn.js';
import { useLanguage } from '../app/i18n.ts';
import { useSearchState } from '../app/search.ts';
import { useSession } from '../app/session.ts';
import { useAppStrings } from '../app/strings.ts';

export function useAsOf(): string | undefined {
  const [search] = useSearchState();
  const day = search.asOf;
  return day && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : undefined;
}

/** The day is an argument everywhere: this is where a person sets it. */
export function AsOf() {
  const t = useAppStrings();
  const language = useLanguage();
  const [, update] = useSearchState();
  const asOf = useAsOf();
  const today = useSession().data?.today;
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
  const thisYear = Number((today ?? '2000').slice(0, 4));
  const presets = [1, 2, 3, 4, 6, 8].map((back) => ({
    label: t('yesterdayEnd', { year: thisYear - back }),
    value: dayjs(`${thisYear - back}-12-31`),
  }));
  return (
    <span className="as-of">
      <span className="sub">{t('asOf')}</span>
      <DatePicker
        aria-label={`${t('asOf')} ${t('pickDay')}`}
        allowClear={asOf !== undefined}
        value={dayjs(asOf ?? today)}
        presets={presets}
        format="YYYY-MM-DD"
        inputReadOnly={false}
        onChange={(day) => {
          const next = day?.format('YYYY-MM-DD');
          update({ asOf: next === today ? undefined : next, page: undefined });
        }}
      />
    </span>
  );
}

type DayFieldProps = { label: string; value: string | undefined; onChange: (day: string | undefined) => void };

/** A day as plain text in and out, with its name before it. */
export function DayField({ label, value, onChange }: DayFieldProps) {
  const language = useLanguage();
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
  return (
    <span className="as-of">
      <span className="sub">{label}</span>
      <DatePicker
        aria-label={label}
        placeholder="—"
        value={value ? dayjs(value) : null}
        format="YYYY-MM-DD"
        onChange={(day) => onChange(day?.format('YYYY-MM-DD'))}
      />
    </span>
  );
}
