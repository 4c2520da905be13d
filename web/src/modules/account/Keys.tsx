import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { DataTable } from '../../ui/DataTable.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { createKey, keysQuery, revokeKey } from './api.ts';
import { useAccountStrings } from './strings.ts';

function Secret({ secret }: { secret: string }) {
  const t = useAccountStrings();
  const { message } = App.useApp();
  const copy = async () => {
    await navigator.clipboard.writeText(secret);
    message.success(t('copied'));
  };
  return (
    <div className="note doubt" role="status">
      <p>{t('secretOnce')}</p>
      <div className="row">
        <code className="mono secret">{secret}</code>
        <button type="button" className="btn" onClick={() => void copy()}>
          {t('copy')}
        </button>
      </div>
    </div>
  );
}

export function Keys() {
  const t = useAccountStrings();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message, modal } = App.useApp();
  const query = useQuery(keysQuery);
  const again = () => queries.invalidateQueries({ queryKey: keysQuery.queryKey });
  const create = useMutation({ mutationFn: createKey, onSuccess: again });
  const revoke = useMutation({
    mutationFn: revokeKey,
    onSuccess: async () => {
      message.success(t('revoked'));
      await again();
    },
    onError: (error) => message.error(words(error)),
  });
  const ask = (id: string, name: string) =>
    modal.confirm({
      title: t('revokeAsk', { name }),
      content: t('revokeHint'),
      okText: t('revoke'),
      okButtonProps: { danger: true },
      cancelText: t('cancel'),
      onOk: () => revoke.mutateAsync(id).catch(() => undefined),
    });
  return (
    <section className="section">
      <h2>{t('keys')}</h2>
      <p className="sub">{t('keysHint')}</p>
      <Loaded query={query}>
        {({ keys }) =>
          keys.length === 0 ? (
            <p className="sub">{t('noKeys')}</p>
          ) : (
            <DataTable
              caption={t('keys')}
              rows={keys}
              rowKey={(row) => row.id}
              columns={[
                {
                  id: 'name',
                  header: t('keyName'),
                  names: true,
                  width: '34%',
                  cell: (row) => <span className="strong">{row.name}</span>,
                },
                { id: 'prefix', header: t('prefix'), cell: (row) => <code className="mono">{row.prefix}…</code> },
                {
                  id: 'used',
                  header: t('lastUsed'),
                  cell: (row) => (row.lastUsedAt ? formatInstant(row.lastUsedAt) : t('never')),
                },
                { id: 'until', header: t('until'), cell: (row) => formatInstant(row.expiresAt) },
                {
                  id: 'action',
                  header: t('action'),
                  cell: (row) => (
                    <button type="button" className="btn text danger" onClick={() => ask(row.id, row.name)}>
                      {t('revoke')}
                    </button>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {create.data && <Secret secret={create.data.secret} />}
      <form
        className="account-form"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          create.mutate({ name: String(form.get('name')).trim(), days: Number(form.get('days')) });
          event.currentTarget.reset();
        }}
      >
        <label className="field">
          {t('keyName')}
          <input className="input" name="name" required maxLength={80} placeholder={t('keyNameHint')} />
        </label>
        <label className="field days">
          {t('days')}
          <input className="input" name="days" type="number" min={1} max={365} defaultValue={90} required />
        </label>
        <button type="submit" className="btn" disabled={create.isPending}>
          {t('create')}
        </button>
      </form>
      {create.isError && <p className="note bad">{words(create.error)}</p>}
    </section>
  );
}
