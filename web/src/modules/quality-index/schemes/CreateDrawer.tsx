import '../../../ui/case.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Drawer, Select } from 'antd';
import { useState } from 'react';
import type { SchemeRow } from '../../../app/contract.ts';
import { useName } from '../../../app/i18n.ts';
import { useErrorWords } from '../../../ui/ErrorState.tsx';
import { Field } from '../../../ui/Field.tsx';
import { createScheme } from './api.ts';
import { useSchemeStrings } from './strings.ts';

export function CreateDrawer({ schemes, onClose }: { schemes: SchemeRow[]; onClose: () => void }) {
  const t = useSchemeStrings();
  const nameOf = useName();
  const words = useErrorWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [id, setId] = useState('');
  const [name, setName] = useState('');
  const [nameEn, setNameEn] = useState('');
  const [from, setFrom] = useState(schemes[0]?.id ?? '');
  const [tried, setTried] = useState(false);
  const idBad = !/^[a-z0-9-]{3,60}$/.test(id);
  const create = useMutation({
    mutationFn: () => createScheme({ id, name: name.trim(), nameEn: nameEn.trim(), from }),
    onSuccess: async ({ versionId }) => {
      void queries.invalidateQueries({ queryKey: ['index'] });
      await navigate({ to: `/index/versions/${versionId}` });
    },
  });
  return (
    <Drawer open onClose={onClose} title={t('createTitle')} size="min(460px, 100vw)">
      <form
        className="form-grid"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!idBad && name.trim() && from) create.mutate();
        }}
      >
        <p className="sub">{t('createHint')}</p>
        <Field label={t('from')}>
          {(field) => (
            <Select
              id={field}
              value={from}
              onChange={setFrom}
              options={schemes.map((own) => ({ value: own.id, label: `${nameOf(own)} · ${nameOf(own.region)}` }))}
            />
          )}
        </Field>
        <Field label={t('name')} fault={tried && !name.trim() ? t('nameBad') : undefined}>
          {(field, described) => (
            <input
              id={field}
              className="input"
              maxLength={100}
              aria-describedby={described}
              aria-invalid={tried && !name.trim()}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('nameEn')}>
          {(field) => (
            <input
              id={field}
              className="input"
              maxLength={200}
              value={nameEn}
              onChange={(event) => setNameEn(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('code')} fault={(tried || id.length > 2) && idBad ? t('codeBad') : undefined}>
          {(field, described) => (
            <>
              <input
                id={field}
                className="input"
                maxLength={60}
                aria-describedby={described}
                aria-invalid={tried && idBad}
                value={id}
                onChange={(event) => setId(event.target.value)}
              />
              <span className="cap">{t('codeHint')}</span>
            </>
          )}
        </Field>
        {create.error && (
          <p className="note bad" role="alert">
            {words(create.error)}
          </p>
        )}
        <div className="row">
          <button type="submit" className="btn primary" disabled={create.isPending}>
            {t('create')}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {t('cancel')}
          </button>
        </div>
      </form>
    </Drawer>
  );
}
