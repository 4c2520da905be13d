import '../../../ui/case.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { App, Drawer, Radio, Select } from 'antd';
import { useState } from 'react';
import type { NewRound, VersionDetail } from '../../../app/contract.ts';
import { useName } from '../../../app/i18n.ts';
import { DeadlineField } from '../../../ui/DeadlineField.tsx';
import { useErrorWords } from '../../../ui/ErrorState.tsx';
import { Field } from '../../../ui/Field.tsx';
import { candidatesQuery, openRound } from './api.ts';
import { useRoundStrings } from './round-strings.ts';
import { childrenOf, linesOf } from './tree-edit.ts';

export function OpenRoundDrawer({ version, onClose }: { version: VersionDetail; onClose: () => void }) {
  const t = useRoundStrings();
  const nameOf = useName();
  const words = useErrorWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const { nodes } = version.content;
  const parents = linesOf(nodes).filter(({ node }) => childrenOf(nodes, node.code).length > 1);
  const [method, setMethod] = useState<NewRound['method']>('ahp');
  const [chosen, setChosen] = useState<string[]>(parents[0] ? [parents[0].node.code] : []);
  const [title, setTitle] = useState(() => (parents[0] ? t('titleDefault', { name: nameOf(parents[0].node) }) : ''));
  const [closesOn, setClosesOn] = useState<string>();
  const [experts, setExperts] = useState<string[]>([]);
  const [tried, setTried] = useState(false);
  const people = useQuery(candidatesQuery).data?.people;
  const open = useMutation({
    mutationFn: () =>
      openRound(version.id, { title: title.trim(), method, nodes: chosen, closesOn: closesOn!, experts }),
    onSuccess: async ({ id }) => {
      message.success(t('opened'));
      void queries.invalidateQueries({ queryKey: ['index', 'rounds'] });
      await navigate({ to: `/index/rounds/${id}` });
    },
  });
  const lacks = !title.trim() || chosen.length === 0 || experts.length === 0 || !closesOn;
  return (
    <Drawer open onClose={onClose} title={t('open')} size="min(520px, 100vw)">
      <form
        className="form-grid"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!lacks) open.mutate();
        }}
      >
        <Field label={t('titleField')} fault={tried && !title.trim() ? t('titleBad') : undefined}>
          {(id, described) => (
            <input
              id={id}
              className="input"
              maxLength={100}
              aria-describedby={described}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <div className="field">
          <span>{t('method')}</span>
          <Radio.Group
            aria-label={t('method')}
            value={method}
            onChange={(event) => setMethod(event.target.value)}
            options={[
              { value: 'ahp', label: t('ahp') },
              { value: 'budget', label: t('budget') },
            ]}
          />
          <span className="cap">{t(method === 'ahp' ? 'ahpHint' : 'budgetHint')}</span>
        </div>
        <Field label={t('nodes')} fault={tried && chosen.length === 0 ? t('nodesBad') : undefined}>
          {(id) => (
            <Select
              id={id}
              mode="multiple"
              showSearch={{ optionFilterProp: 'label' }}
              value={chosen}
              onChange={setChosen}
              options={parents.map(({ node, depth }) => ({
                value: node.code,
                label: `${'　'.repeat(depth)}${nameOf(node)}`,
                disabled: method === 'ahp' && childrenOf(nodes, node.code).length > 15,
              }))}
            />
          )}
        </Field>
        <DeadlineField label={t('lastDay')} value={closesOn} invalid={tried && !closesOn} onChange={setClosesOn} />
        <Field label={t('experts')} fault={tried && experts.length === 0 ? t('expertsBad') : undefined}>
          {(id) => (
            <>
              <Select
                id={id}
                mode="multiple"
                showSearch={{ optionFilterProp: 'label' }}
                placeholder={t('searchExperts')}
                value={experts}
                onChange={setExperts}
                options={(people ?? []).map((person) => ({
                  value: person.id,
                  label: `${person.name} · ${person.organization}`,
                }))}
              />
              <span className="cap">
                {people?.length === 0 ? t('nobody') : t('chosenN', { count: experts.length })}
              </span>
            </>
          )}
        </Field>
        {open.error && (
          <p className="note bad" role="alert">
            {words(open.error)}
          </p>
        )}
        <div className="row">
          <button type="submit" className="btn primary" disabled={open.isPending}>
            {t('openIt')}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {t('cancel')}
          </button>
        </div>
      </form>
    </Drawer>
  );
}
