import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Drawer, Select } from 'antd';
import { useRef, useState } from 'react';
import { type RegionList, reaches } from '../../app/contract.ts';
import { ApiFailure, getJson } from '../../app/http.ts';
import { useName } from '../../app/i18n.ts';
import { useSession } from '../../app/session.ts';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { importDocument } from './api.ts';
import { useDocumentStrings } from './strings.ts';

export function ImportDocument({ onClose, onDone }: { onClose: () => void; onDone: (id: string) => void }) {
  const t = useDocumentStrings();
  const name = useName();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const home = useSession().data?.me?.region.code ?? '';
  const regions = useQuery({ queryKey: ['regions', 'today'], queryFn: () => getJson<RegionList>('/api/regions') });
  const field = useRef<HTMLInputElement>(null);
  const [region, setRegion] = useState(home);
  const [file, setFile] = useState<File | null>(null);
  const [restricted, setRestricted] = useState(false);
  const entry = useMutation({
    mutationFn: importDocument,
    onSuccess: async (row) => {
      message.success(t('done', row.counts));
      await queries.invalidateQueries();
      onDone(row.id);
    },
  });
  const take = (chosen: File | undefined) => {
    if (!chosen) return;
    entry.reset();
    setFile(chosen);
  };
  const duplicate = entry.error instanceof ApiFailure && entry.error.code === 'file.duplicate';
  const choices = (regions.data?.regions ?? []).filter((one) => reaches('down', home, one.code));
  return (
    <Drawer open onClose={onClose} title={t('importTitle')} size="min(520px, 100vw)">
      <p className="sub">{t('importHint')}</p>
      <div className="section field">
        <span>{t('chooseRegion')}</span>
        <Select
          aria-label={t('chooseRegion')}
          showSearch={{ optionFilterProp: 'label' }}
          value={region}
          onChange={(next) => {
            setRegion(next);
            if (next !== home) setRestricted(false);
          }}
          options={choices.map((one) => ({ value: one.code, label: name(one) }))}
        />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first */}
      <div
        className="drop section"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          take(event.dataTransfer.files[0]);
        }}
      >
        <button type="button" className="btn" onClick={() => field.current?.click()}>
          {file ? t('another') : t('chooseFile')}
        </button>
        <span className="sub">{file ? file.name : t('drop')}</span>
        <input
          ref={field}
          type="file"
          hidden
          accept=".docx,.pdf,.html,.htm,.txt,.md"
          onChange={(event) => {
            take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      <label className="row sub section">
        <input
          type="checkbox"
          checked={restricted}
          disabled={region !== home}
          onChange={(event) => setRestricted(event.target.checked)}
        />
        {t('restricted')}
      </label>
      <div aria-live="polite" className="section">
        {entry.isError && <p className={duplicate ? 'note doubt' : 'note bad'}>{words(entry.error)}</p>}
      </div>
      <div className="row section">
        {duplicate && file ? (
          <button type="button" className="btn" onClick={() => entry.mutate({ file, region, restricted, force: true })}>
            {t('force')}
          </button>
        ) : (
          <button
            type="button"
            className="btn primary"
            disabled={!file || entry.isPending}
            onClick={() => file && entry.mutate({ file, region, restricted })}
          >
            {entry.isPending ? t('busy') : t('submit')}
          </button>
        )}
      </div>
    </Drawer>
  );
}
