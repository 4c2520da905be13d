import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Drawer, Select } from 'antd';
import { useState } from 'react';
import type { PersonDetail } from '../../app/contract.ts';
import { usePick } from '../../app/i18n.ts';
import { useSession } from '../../app/session.ts';
import { DayField } from '../../ui/AsOf.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { handOver, peopleQuery } from './api.ts';
import { usePeopleStrings } from './strings.ts';

/** Who takes over and from when; what would happen; then it happens. */
export function HandOverDrawer({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const t = usePeopleStrings();
  const pick = usePick();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [to, setTo] = useState('');
  const [day, setDay] = useState(useSession().data?.today ?? '');
  const organization = person.posts.find((post) => post.when !== 'ended')?.organization.id;
  const people = useQuery(peopleQuery({ organization, size: 200 }));
  const wish = { to: to || null, day };
  const preview = useMutation({ mutationFn: () => handOver(person.id, { ...wish, dryRun: true }) });
  const commit = useMutation({
    mutationFn: () => handOver(person.id, { ...wish, dryRun: false }),
    onSuccess: async () => {
      message.success(t('handed'));
      await queries.invalidateQueries();
      onClose();
    },
  });
  const change = (apply: () => void) => {
    apply();
    preview.reset();
    commit.reset();
  };
  const failure = commit.error ?? preview.error;
  return (
    <Drawer open onClose={onClose} title={t('handTitle', { name: person.displayName })} size="min(440px, 100vw)">
      <div className="people-form">
        <p className="sub">{t('handLead')}</p>
        <div className="field">
          {t('heir')}
          <Select
            aria-label={t('heir')}
            value={to}
            onChange={(next: string) => change(() => setTo(next))}
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: '', label: t('toUnit') },
              ...(people.data?.rows ?? [])
                .filter((row) => row.id !== person.id && row.state === 'active')
                .map((row) => ({ value: row.id, label: `${row.displayName}（${row.userName}）` })),
            ]}
          />
          <span className="cap">{t('heirHint')}</span>
        </div>
        <DayField
          label={t('lastDay')}
          clearable={false}
          value={day}
          onChange={(next) => next && change(() => setDay(next))}
        />
        <div aria-live="polite">
          {failure && <p className="note bad">{words(failure)}</p>}
          {preview.data && (
            <>
              <div className="nums">
                <div className="number still">
                  <b>{preview.data.posts}</b>
                  <span className="sub">{t('willEnd')}</span>
                </div>
                {preview.data.moved.map((moved) => (
                  <div className="number still" key={moved.en}>
                    <b>{moved.count}</b>
                    <span className="sub">{t('willMove', { what: pick(moved) })}</span>
                  </div>
                ))}
              </div>
              {preview.data.warnings.map((warning) => (
                <p className="note doubt" key={warning.zh}>
                  {pick(warning)}
                </p>
              ))}
            </>
          )}
        </div>
        <div className="row">
          {preview.data ? (
            <button type="button" className="btn primary" disabled={commit.isPending} onClick={() => commit.mutate()}>
              {t('confirm')}
            </button>
          ) : (
            <button type="button" className="btn primary" disabled={preview.isPending} onClick={() => preview.mutate()}>
              {t('preview')}
            </button>
          )}
          <button type="button" className="btn" onClick={onClose}>
            {t('cancel')}
          </button>
        </div>
      </div>
    </Drawer>
  );
}
