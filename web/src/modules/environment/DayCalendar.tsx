import { type KeyboardEvent, useRef } from 'react';
import type { AirDay } from '../../app/contract.ts';
import { useEnvironmentStrings } from './strings.ts';

const levels = [1, 2, 3, 4, 5, 6] as const;
const levelOf = (aqi: number) =>
  aqi <= 50 ? 1 : aqi <= 100 ? 2 : aqi <= 150 ? 3 : aqi <= 200 ? 4 : aqi <= 300 ? 5 : 6;
type Props = { days: AirDay[]; chosen: string | undefined; onChoose: (day: string) => void };

/** A row a month, a square a day. One tab stop; the arrows go by days and by months. */
export function DayCalendar({ days, chosen, onChoose }: Props) {
  const t = useEnvironmentStrings();
  const grid = useRef<HTMLDivElement>(null);
  const stop = days.find((one) => one.day === chosen)?.day ?? days[0]?.day;
  const words = (one: AirDay) => {
    if (one.aqi === null) return t('dayMissing', { day: one.day, items: one.missing.join('、') });
    const base = t('dayWords', { day: one.day, aqi: one.aqi, level: t(`level${levelOf(one.aqi)}`) });
    return one.primary.length > 0 ? base + t('dayPrimary', { items: one.primary.join('、') }) : base;
  };
  const move = (event: KeyboardEvent, index: number) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -30, ArrowDown: 30 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = days[Math.min(days.length - 1, Math.max(0, index + by))]!;
    grid.current?.querySelector<HTMLButtonElement>(`[data-day="${next.day}"]`)?.focus();
  };
  return (
    <>
      <div className="env-calendar" ref={grid}>
        {Array.from({ length: 12 }, (_, month) => month + 1).map((month) => (
          <div className="env-month" key={month}>
            <span className="cap" aria-hidden="true">
              {month}
            </span>
            {days.map((one, index) =>
              Number(one.day.slice(5, 7)) === month ? (
                <button
                  key={one.day}
                  type="button"
                  data-day={one.day}
                  className={one.aqi === null ? 'env-day-cell none' : `env-day-cell level${levelOf(one.aqi)}`}
                  aria-label={words(one)}
                  title={words(one)}
                  aria-pressed={one.day === chosen}
                  tabIndex={one.day === stop ? 0 : -1}
                  onClick={() => onChoose(one.day)}
                  onKeyDown={(event) => move(event, index)}
                />
              ) : null,
            )}
          </div>
        ))}
      </div>
      <ul className="env-legend cap">
        {levels.map((level) => (
          <li key={level}>
            <i className={`env-day-cell level${level}`} aria-hidden="true" /> {t(`level${level}`)}{' '}
            <span className="num">{days.filter((one) => one.aqi !== null && levelOf(one.aqi) === level).length}</span>
          </li>
        ))}
        <li>
          <i className="env-day-cell none" aria-hidden="true" /> {t('invalid')}{' '}
          <span className="num">{days.filter((one) => one.aqi === null).length}</span>
        </li>
      </ul>
    </>
  );
}
