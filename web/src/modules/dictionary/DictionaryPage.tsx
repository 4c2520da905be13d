import '../../ui/case.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Modal } from 'antd';
import { useState } from 'react';
import type { Dictionary, DictionaryList, Term } from '../../app/contract.ts';
import { getJson, sendJson } from '../../app/http.ts';
import { usePick } from '../../app/i18n.ts';
import { useMay, useSession } from '../../app/session.ts';
import { DayField } from '../../ui/AsOf.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { useDictionaryStrings } from './strings.ts';

export function DictionaryPage() {
  const t = useDictionaryStrings();
  const pick = usePick();
  const may = useMay();
  const region = useSession().data?.me?.region.code;
  const [edited, setEdited] = useState<Term | null>(null);
  const query = useQuery({ queryKey: ['dictionary', 'all'], queryFn: () => getJson<Dictionary>('/api/dictionary') });
  // The words are the whole province's: its administrators keep them.
  const mayEdit = may('dictionary.manage') && (region?.endsWith('0000') ?? false);
  const columns = useColumns(mayEdit ? setEdited : undefined);
  const blank = ({ list, terms }: DictionaryList): Term => ({
    list,
    code: '',
    zh: '',
    en: '',
    position: Math.max(0, ...terms.map((term) => term.position)) + 10,
    validFrom: null,
    validTo: null,
  });
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Loaded query={query}>
        {({ lists }) =>
          lists.map((list) => (
            <section key={list.list} className="section">
              <div className="spread">
                <h2>{pick(list)}</h2>
                {mayEdit && (
                  <button
                    type="button"
                    className="btn"
                    aria-label={t('addTo', { list: pick(list) })}
                    onClick={() => setEdited(blank(list))}
                  >
                    {t('add')}
                  </button>
                )}
              </div>
              {list.terms.length === 0 ? (
                <p className="sub">{t('none')}</p>
              ) : (
                <DataTable
                  caption={pick(list)}
                  rows={list.terms}
                  rowKey={(term) => term.code}
                  columns={columns}
                  rowClass={(term) => (term.validTo ? 'faded' : undefined)}
                />
              )}
            </section>
          ))
        }
      </Loaded>
      {edited && <TermForm term={edited} onClose={() => setEdited(null)} />}
    </>
  );
}

function useColumns(edit: ((term: Term) => void) | undefined): Column<Term>[] {
  const t = useDictionaryStrings();
  const pick = usePick();
  const columns: Column<Term>[] = [
    { id: 'zh', header: t('zh'), names: true, width: '32%', cell: (term) => term.zh },
    { id: 'en', header: t('en'), width: '34%', cell: (term) => <span className="sub">{term.en}</span> },
    { id: 'code', header: t('code'), cell: (term) => <code className="mono cap">{term.code}</code> },
    {
      id: 'valid',
      header: t('valid'),
      cell: (term) => (
        <span className="cap nowrap">
          {term.validFrom || term.validTo ? `${term.validFrom ?? ''} — ${term.validTo ?? ''}` : t('always')}
        </span>
      ),
    },
  ];
  if (edit)
    columns.push({
      id: 'action',
      header: t('action'),
      width: 80,
      cell: (term) => (
        <button
          type="button"
          className="btn text"
          aria-label={t('editOf', { word: pick(term) })}
          onClick={() => edit(term)}
        >
          {t('edit')}
        </button>
      ),
    });
  return columns;
}

function TermForm({ term, onClose }: { term: Term; onClose: () => void }) {
  const t = useDictionaryStrings();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [from, setFrom] = useState(term.validFrom ?? undefined);
  const [to, setTo] = useState(term.validTo ?? undefined);
  const save = useMutation({
    mutationFn: (wanted: Term) => sendJson<null>('PUT', '/api/dictionary', wanted),
    onSuccess: async () => {
      message.success(t('saved'));
      await queries.invalidateQueries({ queryKey: ['dictionary'] });
      onClose();
    },
  });
  return (
    <Modal open title={term.code ? t('editOf', { word: term.zh }) : t('add')} footer={null} onCancel={onClose}>
      <form
        className="form-grid"
        onSubmit={(event) => {
          event.preventDefault();
          const data = new FormData(event.currentTarget);
          save.mutate({
            list: term.list,
            code: term.code || String(data.get('code')).trim(),
            zh: String(data.get('zh')).trim(),
            en: String(data.get('en')).trim(),
            position: Number(data.get('position')),
            validFrom: from ?? null,
            validTo: to ?? null,
          });
        }}
      >
        {!term.code && (
          <label className="field">
            {t('code')}
            <input
              className="input"
              name="code"
              required
              maxLength={60}
              pattern="[a-z0-9][a-z0-9\-]*"
              placeholder={t('codeHint')}
            />
          </label>
        )}
        <label className="field">
          {t('zh')}
          <input className="input" name="zh" required maxLength={100} defaultValue={term.zh} />
        </label>
        <label className="field">
          {t('en')}
          <input className="input" name="en" required maxLength={200} defaultValue={term.en} />
        </label>
        <label className="field">
          {t('position')}
          <input
            className="input"
            name="position"
            type="number"
            min={0}
            max={9999}
            required
            defaultValue={term.position}
          />
        </label>
        <div className="row">
          <DayField label={t('from')} value={from} clearable={from !== undefined} onChange={setFrom} />
          <DayField label={t('to')} value={to} clearable={to !== undefined} onChange={setTo} />
        </div>
        {save.error && (
          <p className="note bad" role="alert">
            {words(save.error)}
          </p>
        )}
        <div className="row">
          <button type="submit" className="btn primary" disabled={save.isPending}>
            {t('save')}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {t('cancel')}
          </button>
        </div>
      </form>
    </Modal>
  );
}
