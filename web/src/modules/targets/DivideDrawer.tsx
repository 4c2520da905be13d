import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Drawer, Select } from 'antd';
import { useState } from 'react';
import type { Division, DivisionRule, TargetDetail } from '../../app/contract.ts';
import { sendJson } from '../../app/http.ts';
import { useName } from '../../app/i18n.ts';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import '../../ui/case.css';
import { formatDecimal } from '../../ui/format.ts';
import { useDivisionStrings } from './division-strings.ts';
import { addUp, isDecimal, minus, readPasted, shareOut } from './shares.ts';

type Props = { target: TargetDetail; division: Division; onClose: () => void };
type Values = Record<string, Record<string, string>>;

/** One line a region, one column the target and each milestone; sums are shown as they are typed. */
export function DivideDrawer({ target, division, onClose }: Props) {
  const t = useDivisionStrings();
  const name = useName();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [rule, setRule] = useState<DivisionRule>(division.rule ?? (target.kind === 'rate' ? 'same' : 'sum'));
  const [note, setNote] = useState(division.note);
  const [unknown, setUnknown] = useState<string[]>([]);
  const [yearly, setYearly] = useState(division.regions.some((row) => (row.share?.milestones.length ?? 0) > 0));
  const [values, setValues] = useState<Values>(() => first(division));
  const regions = division.regions;
  const columns = [
    { key: 'value', label: t('share'), whole: division.value },
    ...(yearly
      ? division.milestones
          .filter((stone) => stone.date < target.dueOn)
          .map((stone) => ({ key: stone.date, label: t('year', { year: stone.date.slice(0, 4) }), whole: stone.value }))
      : []),
  ];
  const set = (region: string, key: string, value: string) =>
    setValues((now) => ({ ...now, [region]: { ...now[region], [key]: value } }));
  const fill = (key: string, list: string[]) =>
    regions.forEach((row, index) => {
      set(row.region.code, key, list[index] ?? '');
    });
  const paste = (text: string, key: string): boolean => {
    const rows = readPasted(text);
    if (rows.length === 0) return false;
    const lost: string[] = [];
    for (const { name: pasted, value } of rows) {
      const region = regions.find((row) =>
        [row.region.name, row.region.nameEn, row.region.code].some((one) => one === pasted || one.startsWith(pasted)),
      );
      if (region) set(region.region.code, key, value);
      else lost.push(pasted);
    }
    setUnknown(lost);
    return true;
  };
  const named = regions.filter((row) => values[row.region.code]?.value?.trim());
  const bad = named.find((row) =>
    columns.some(({ key }) => {
      const value = values[row.region.code]?.[key]?.trim();
      return value && !isDecimal(value);
    }),
  );
  const save = useMutation({
    mutationFn: () =>
      sendJson<{ version: number }>('PUT', `/api/targets/${encodeURIComponent(target.id)}/division`, {
        rule,
        note,
        version: division.version,
        shares: named.map((row) => ({
          region: row.region.code,
          value: values[row.region.code]!.value!.trim(),
          milestones: columns.slice(1).flatMap(({ key }) => {
            const value = values[row.region.code]?.[key]?.trim();
            return value ? [{ date: key, value }] : [];
          }),
        })),
      }),
    onSuccess: async ({ version }) => {
      message.success(t('saved', { version }));
      await queries.invalidateQueries();
      onClose();
    },
    // Whoever was faster: the page behind shows what holds now.
    onError: () => queries.invalidateQueries({ queryKey: ['division', target.id] }),
  });
  return (
    <Drawer
      open
      onClose={onClose}
      title={t('divide')}
      size="min(680px, 100vw)"
      footer={
        <button
          type="button"
          className="btn primary"
          disabled={named.length === 0 || bad !== undefined || save.isPending || (rule === 'own' && !note.trim())}
          onClick={() => save.mutate()}
        >
          {t('save')}
        </button>
      }
    >
      <div className="form-grid">
        {save.error && (
          <p className="note bad" role="alert">
            {words(save.error)}
          </p>
        )}
        <div className="field">
          <span>{t('rule')}</span>
          <Select
            aria-label={t('rule')}
            value={rule}
            onChange={setRule}
            options={(['sum', 'same', 'own'] as const).map((value) => ({
              value,
              label: t(value),
              disabled: value === 'sum' && target.kind === 'rate',
            }))}
          />
        </div>
        <div className="row">
          {rule === 'sum' && (
            <button
              type="button"
              className="btn"
              onClick={() =>
                columns.forEach(({ key, whole }) => {
                  fill(key, shareOut(whole, regions.length));
                })
              }
            >
              {t('even')}
            </button>
          )}
          <button
            type="button"
            className="btn"
            onClick={() =>
              columns.forEach(({ key, whole }) => {
                fill(
                  key,
                  regions.map(() => whole),
                );
              })
            }
          >
            {t('fillSame', { value: formatDecimal(division.value) })}
          </button>
          <button type="button" className="btn text" onClick={() => setValues({})}>
            {t('clear')}
          </button>
          {division.milestones.length > 1 && (
            <label className="row sub">
              <input type="checkbox" checked={yearly} onChange={(event) => setYearly(event.target.checked)} />
              {t('yearly')}
            </label>
          )}
        </div>
        <p className="cap">{t('paste')}</p>
        {unknown.length > 0 && <p className="note doubt">{t('unknownRegion', { names: unknown.join('、') })}</p>}
        <div className="table-frame">
          <table className="plain-table divide-table">
            <thead>
              <tr>
                <th scope="col">{t('region')}</th>
                {columns.map((column) => (
                  <th key={column.key} scope="col">
                    {column.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {regions.map((row) => (
                <tr key={row.region.code}>
                  <th scope="row">{name(row.region)}</th>
                  {columns.map(({ key, label }) => {
                    const value = values[row.region.code]?.[key] ?? '';
                    return (
                      <td key={key}>
                        <input
                          className="input num"
                          inputMode="decimal"
                          aria-label={`${name(row.region)} ${label}`}
                          aria-invalid={value !== '' && !isDecimal(value.trim())}
                          value={value}
                          onChange={(event) => set(row.region.code, key, event.target.value)}
                          onPaste={(event) => {
                            if (paste(event.clipboardData.getData('text'), key)) event.preventDefault();
                          }}
                        />
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {rule === 'sum' &&
          columns.map(({ key, label, whole }) => {
            const total = addUp(regions.map((row) => values[row.region.code]?.[key]?.trim() ?? ''));
            const gap = minus(total, whole);
            return (
              <p key={key} className={gap.startsWith('-') ? 'sub seal-text' : 'sub'} aria-live="polite">
                {label}：{t('total', { total: formatDecimal(total), value: formatDecimal(whole), unit: division.unit })}
                {gap !== '0' &&
                  ` · ${t(gap.startsWith('-') ? 'gapLess' : 'gapMore', { gap: formatDecimal(gap.replace('-', '')) })}`}
              </p>
            );
          })}
        <label>
          {t('note')}
          <textarea value={note} maxLength={1000} onChange={(event) => setNote(event.target.value)} />
        </label>
      </div>
    </Drawer>
  );
}

function first(division: Division): Values {
  return Object.fromEntries(
    division.regions.map((row) => [
      row.region.code,
      {
        value: row.share?.value ?? '',
        ...Object.fromEntries((row.share?.milestones ?? []).map((stone) => [stone.date, stone.value])),
      },
    ]),
  );
}
