import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Drawer, Radio, Select } from 'antd';
import { useState } from 'react';
import { useSession } from '../../app/session.ts';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { Field } from '../../ui/Field.tsx';
import { compute } from './api.ts';
import { useEnvironmentStrings } from './strings.ts';

/** Which indicators of which year. The last year that has ended is the first choice. */
export function ComputeDrawer({ onClose }: { onClose: () => void }) {
  const t = useEnvironmentStrings();
  const words = useErrorWords();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const last = Number((useSession().data?.today ?? '2026').slice(0, 4)) - 1;
  const [kind, setKind] = useState<'air' | 'water'>('air');
  const [year, setYear] = useState(last);
  const [publish, setPublish] = useState(false);
  const run = useMutation({
    mutationFn: () => compute({ kind, year, publish }),
    onSuccess: () => {
      message.info(t('asJob'));
      void navigate({ to: '/jobs' });
    },
  });
  return (
    <Drawer open onClose={onClose} title={t('compute')} size="min(460px, 100vw)">
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          run.mutate();
        }}
      >
        <Radio.Group
          aria-label={t('kind')}
          value={kind}
          onChange={(event) => setKind(event.target.value)}
          style={{ display: 'grid', gap: 8, marginBottom: 16 }}
          options={[
            { value: 'air', label: t('computeAir') },
            { value: 'water', label: t('computeWater') },
          ]}
        />
        <Field label={t('year')}>
          {(id) => (
            <Select
              id={id}
              value={year}
              onChange={setYear}
              style={{ width: 140 }}
              options={Array.from({ length: last - 2013 + 1 }, (_, index) => ({
                value: last - index,
                label: String(last - index),
              }))}
            />
          )}
        </Field>
        <label className="env-check">
          <input type="checkbox" checked={publish} onChange={(event) => setPublish(event.target.checked)} />{' '}
          {t('publish')}
        </label>
        <p className="cap">{t('publishHint')}</p>
        {run.error && <p className="note bad">{words(run.error)}</p>}
        <div className="section">
          <button type="submit" className="btn primary" disabled={run.isPending}>
            {t('start')}
          </button>
        </div>
      </form>
    </Drawer>
  );
}
