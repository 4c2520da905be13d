import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Drawer } from 'antd';
import { useState } from 'react';
import type { DecideName, NameDecided, UnresolvedName } from '../../app/contract.ts';
import { sendJson } from '../../app/http.ts';
import { useName } from '../../app/i18n.ts';
import { DayField } from '../../ui/AsOf.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { OrganizationPicker } from '../../ui/OrganizationPicker.tsx';
import { useManageStrings } from './strings.ts';

/** What a printed name stands for, and for documents of which days. */
export function DecideDrawer({ row, onClose }: { row: UnresolvedName; onClose: () => void }) {
  const t = useManageStrings();
  const name = useName();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [wish, setWish] = useState<DecideName>({
    name: row.name,
    regionCode: row.region,
    decision: 'organization',
    organizationId: null,
    validFrom: null,
    validTo: null,
    reason: '',
  });
  const [chosen, setChosen] = useState('');
  const set = (change: Partial<DecideName>) => setWish({ ...wish, ...change });
  const decide = useMutation({
    mutationFn: () =>
      sendJson<NameDecided>('POST', '/api/unit-names', {
        ...wish,
        organizationId: wish.decision === 'organization' ? wish.organizationId : null,
      }),
    onSuccess: async (answer) => {
      message.success(answer.units > 0 ? t('done', { count: answer.units }) : t('doneNone'));
      await queries.invalidateQueries();
      onClose();
    },
  });
  const decisions = [
    ['organization', t('isOrganization')],
    ['collective', t('isCollective')],
    ['none', t('isNone')],
  ] as const;
  return (
    <Drawer open onClose={onClose} title={t('decideTitle', { name: row.name })} size="min(460px, 100vw)">
      <form
        className="manage-form"
        onSubmit={(event) => {
          event.preventDefault();
          decide.mutate();
        }}
      >
        <fieldset className="manage-choices">
          <legend className="hidden-word">{t('means')}</legend>
          {decisions.map(([decision, label]) => (
            <label key={decision}>
              <input
                type="radio"
                name="decision"
                checked={wish.decision === decision}
                onChange={() => set({ decision })}
              />{' '}
              {label}
            </label>
          ))}
        </fieldset>
        {wish.decision === 'organization' && (
          <>
            {row.candidates.length > 0 && (
              <div className="field">
                {t('candidates')}
                <div className="manage-candidates">
                  {row.candidates.map((one) => (
                    <button
                      key={one.id}
                      type="button"
                      className="btn"
                      aria-pressed={wish.organizationId === one.id}
                      onClick={() => {
                        set({ organizationId: one.id });
                        setChosen(name(one));
                      }}
                    >
                      {name(one)}
                      <span className="cap num">
                        {one.validFrom || one.validTo ? `${one.validFrom ?? ''}–${one.validTo ?? ''}` : ''}
                      </span>
                    </button>
                  ))}
                </div>
              </div>
            )}
            <div className="field">
              {t('organization')}
              <OrganizationPicker
                label={t('organization')}
                placeholder={t('pick')}
                asOf={row.firstDay}
                value={wish.organizationId ?? undefined}
                known={wish.organizationId ? [{ id: wish.organizationId, name: chosen }] : []}
                onChange={(id, label) => {
                  set({ organizationId: id ?? null });
                  setChosen(label);
                }}
              />
            </div>
          </>
        )}
        <div className="field">
          {t('days')}
          <div className="row">
            <DayField
              label={t('from')}
              value={wish.validFrom ?? undefined}
              onChange={(day) => set({ validFrom: day ?? null })}
            />
            <DayField
              label={t('to')}
              value={wish.validTo ?? undefined}
              onChange={(day) => set({ validTo: day ?? null })}
            />
          </div>
          <span className="cap">{t('daysHint')}</span>
        </div>
        <label className="field">
          {t('reason')}
          <input
            className="input"
            value={wish.reason}
            maxLength={400}
            onChange={(event) => set({ reason: event.target.value })}
          />
        </label>
        <div aria-live="polite">{decide.isError && <p className="note bad">{words(decide.error)}</p>}</div>
        <div className="row">
          <button
            type="submit"
            className="btn primary"
            disabled={decide.isPending || (wish.decision === 'organization' && !wish.organizationId)}
          >
            {t('confirm')}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {t('cancel')}
          </button>
        </div>
      </form>
    </Drawer>
  );
}
