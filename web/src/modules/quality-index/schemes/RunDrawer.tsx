import '../../../ui/case.css';
import { useMutation } from '@tanstack/react-query';
import { Drawer, Radio, Select } from 'antd';
import { useState } from 'react';
import type { NewRun, SchemeDetail } from '../../../app/contract.ts';
import { useSession } from '../../../app/session.ts';
import { DayField } from '../../../ui/AsOf.tsx';
import { useErrorWords } from '../../../ui/ErrorState.tsx';
import { Field } from '../../../ui/Field.tsx';
import { startRun } from './api.ts';
import { JobLine } from './JobLine.tsx';
import { useSchemeStrings } from './strings.ts';

type Props = {
  scheme: SchemeDetail;
  /** The version that a trial takes; an official run takes the adopted one. */
  versionId?: string | undefined;
  year?: number | undefined;
  level?: NewRun['level'] | undefined;
  samples?: number | undefined;
  unsaved?: boolean;
  onClose: () => void;
};

export function RunDrawer({ scheme, versionId, unsaved = false, onClose, ...wanted }: Props) {
  const t = useSchemeStrings();
  const words = useErrorWords();
  const today = useSession().data?.today;
  const adopted = scheme.versions.find((version) => version.state.id === 'adopted');
  const newest = scheme.versions.find(({ id }) => id === versionId) ?? scheme.versions[0];
  const mayOfficial = adopted !== undefined && (versionId === undefined || versionId === adopted.id);
  const [kind, setKind] = useState<NewRun['kind']>('trial');
  const [level, setLevel] = useState<NewRun['level']>(wanted.level ?? scheme.years[0]?.level ?? 'city');
  const years = scheme.years.filter((own) => own.level === level);
  const [year, setYear] = useState<number | undefined>(wanted.year);
  const chosen = years.some((own) => own.year === year) ? year : years[0]?.year;
  const [asOf, setAsOf] = useState<string>();
  const [samples, setSamples] = useState('');
  const version = kind === 'official' ? adopted : newest;
  const run = useMutation({
    mutationFn: () =>
      startRun(version!.id, {
        kind,
        level,
        year: chosen!,
        ...(asOf ? { asOf } : {}),
        ...(samples ? { samples: Number(samples) } : {}),
      }),
  });
  const badSamples = samples !== '' && !(Number.isInteger(Number(samples)) && +samples >= 2 && +samples <= 20_000);
  return (
    <Drawer open onClose={onClose} title={t('run')} size="min(460px, 100vw)">
      <form
        className="form-grid"
        onSubmit={(event) => {
          event.preventDefault();
          if (version && chosen !== undefined && !badSamples) run.mutate();
        }}
      >
        <div className="field">
          <span>{t('runKind')}</span>
          <Radio.Group
            aria-label={t('runKind')}
            value={kind}
            onChange={(event) => setKind(event.target.value)}
            style={{ display: 'grid', gap: 6 }}
            options={[
              { value: 'trial', label: `${t('trial')} · ${newest ? t('version', { number: newest.number }) : ''}` },
              {
                value: 'official',
                label: `${t('official')}${adopted ? ` · ${t('version', { number: adopted.number })}` : ''}`,
                disabled: !mayOfficial,
              },
            ]}
          />
          <span className="cap">{kind === 'trial' ? t('trialHint') : t('officialHint')}</span>
        </div>
        {unsaved && <p className="note doubt">{t('unsavedRun')}</p>}
        <Field label={t('level')}>
          {(id) => (
            <Select
              id={id}
              value={level}
              onChange={setLevel}
              options={(['city', 'county'] as const).map((value) => ({ value, label: t(`level_${value}`) }))}
            />
          )}
        </Field>
        <Field label={t('year')} fault={years.length === 0 ? t('yearsNone') : undefined}>
          {(id) => (
            <Select
              id={id}
              value={chosen}
              onChange={setYear}
              options={years.map((own) => ({
                value: own.year,
                label: `${own.year} · ${t('values', { count: own.values })}`,
              }))}
            />
          )}
        </Field>
        <div className="field">
          <DayField label={t('asOf')} value={asOf ?? today} clearable={false} onChange={setAsOf} />
          <span className="cap">{t('asOfHint')}</span>
        </div>
        <Field label={t('samples')} fault={badSamples ? '2–20000' : undefined}>
          {(id, described) => (
            <>
              <input
                id={id}
                className="input"
                inputMode="numeric"
                aria-describedby={described}
                aria-invalid={badSamples}
                value={samples}
                onChange={(event) => setSamples(event.target.value.trim())}
              />
              {wanted.samples && <span className="cap">{t('samplesHint', { count: wanted.samples })}</span>}
            </>
          )}
        </Field>
        {run.error && (
          <p className="note bad" role="alert">
            {words(run.error)}
          </p>
        )}
        <div className="row">
          <button
            type="submit"
            className="btn primary"
            disabled={run.isPending || !version || chosen === undefined || badSamples}
          >
            {t('start')}
          </button>
        </div>
        {run.data && <JobLine key={run.data.jobId} id={run.data.jobId} />}
      </form>
    </Drawer>
  );
}
