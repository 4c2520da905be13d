import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useEffect, useRef } from 'react';
import type { ChannelWish, NoticePreferences, SetNoticePreferences } from '../../app/contract.ts';
import { getJson, sendJson } from '../../app/http.ts';
import { usePick } from '../../app/i18n.ts';
import { noticeKinds } from '../../app/notice-kinds.ts';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { useTellingStrings } from './telling-strings.ts';

const key = ['notice-preferences'] as const;
const plain: ChannelWish = { email: 'digest', webhook: 'now' };

export function Telling() {
  const t = useTellingStrings();
  const section = useRef<HTMLElement>(null);
  const query = useQuery({ queryKey: key, queryFn: () => getJson<NoticePreferences>('/api/notices/preferences') });
  useEffect(() => {
    if (location.hash === '#telling') section.current?.scrollIntoView();
  }, []);
  return (
    <section className="section" id="telling" ref={section}>
      <h2>{t('title')}</h2>
      <p className="sub">{t('hint')}</p>
      <Loaded query={query}>{(preferences) => <Form preferences={preferences} />}</Loaded>
    </section>
  );
}

const textOf = (data: FormData, name: string): string | null => String(data.get(name) ?? '').trim() || null;

/** Only what differs from the choice for all stands by kind, so that changing that one changes the rest. */
function wishesOf(data: FormData): SetNoticePreferences['channels'] {
  const choice = (kind: string, channel: 'email' | 'webhook') => String(data.get(`${kind}:${channel}`) ?? '');
  const all = { email: choice('*', 'email'), webhook: choice('*', 'webhook') } as ChannelWish;
  const own = Object.keys(noticeKinds).flatMap((kind) => {
    const [email, webhook] = [choice(kind, 'email'), choice(kind, 'webhook')];
    return email || webhook ? [[kind, { email: email || all.email, webhook: webhook || all.webhook }] as const] : [];
  });
  return Object.fromEntries([['*', all], ...own]) as SetNoticePreferences['channels'];
}

function Form({ preferences }: { preferences: NoticePreferences }) {
  const t = useTellingStrings();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const save = useMutation({
    mutationFn: (wanted: SetNoticePreferences) =>
      sendJson<NoticePreferences>('PUT', '/api/notices/preferences', wanted),
    onSuccess: (answer) => {
      queries.setQueryData(key, answer);
      message.success(t('saved'));
    },
  });
  const test = useMutation({
    mutationFn: (channel: 'email' | 'webhook') => sendJson<null>('POST', '/api/notices/test', { channel }),
    onSuccess: () => message.success(t('tested')),
  });
  const failed = save.error ?? test.error;
  return (
    <form
      className="telling"
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        test.reset();
        save.mutate({
          language: data.get('language') === 'en' ? 'en' : 'zh',
          email: textOf(data, 'email'),
          webhookUrl: textOf(data, 'webhook'),
          webhookSecret: textOf(data, 'secret') ?? undefined,
          quietFrom: textOf(data, 'quietFrom'),
          quietTo: textOf(data, 'quietTo'),
          channels: wishesOf(data),
        });
      }}
    >
      {!preferences.can.email && <p className="note doubt">{t('noMail')}</p>}
      <LastFailure failure={preferences.lastFailure} />
      <Addresses preferences={preferences} />
      <Matrix channels={preferences.channels} />
      <div className="row" style={{ marginTop: 12 }}>
        <button type="submit" className="btn primary" disabled={save.isPending}>
          {t('save')}
        </button>
        {preferences.email && preferences.can.email && (
          <button type="button" className="btn" disabled={test.isPending} onClick={() => test.mutate('email')}>
            {t('testEmail')}
          </button>
        )}
        {preferences.webhookUrl && (
          <button type="button" className="btn" disabled={test.isPending} onClick={() => test.mutate('webhook')}>
            {t('testWebhook')}
          </button>
        )}
      </div>
      <div aria-live="polite">{failed && <p className="note bad">{words(failed)}</p>}</div>
    </form>
  );
}

function LastFailure({ failure }: { failure: NoticePreferences['lastFailure'] }) {
  const t = useTellingStrings();
  const pick = usePick();
  if (!failure) return null;
  const channel = failure.channel === 'webhook' ? t('failOther') : t('failEmail');
  return (
    <p className="note bad">
      {t('failure', { channel, at: formatInstant(failure.at) })}
      {pick(failure.message)}
    </p>
  );
}

function Addresses({ preferences }: { preferences: NoticePreferences }) {
  const t = useTellingStrings();
  return (
    <div className="account-form">
      <label className="field">
        {t('email')}
        <input
          className="input"
          name="email"
          type="email"
          autoComplete="email"
          maxLength={200}
          placeholder={t('emailHint')}
          defaultValue={preferences.email ?? ''}
        />
        <span className="cap">{t('emailOne')}</span>
      </label>
      <label className="field wide">
        {t('webhook')}
        <input
          className="input"
          name="webhook"
          type="url"
          maxLength={500}
          placeholder={t('webhookHint')}
          defaultValue={preferences.webhookUrl ?? ''}
        />
      </label>
      <label className="field">
        {t('secret')}
        <input
          className="input"
          name="secret"
          type="password"
          autoComplete="off"
          maxLength={200}
          placeholder={preferences.hasSecret ? t('secretKept') : ''}
        />
      </label>
      <label className="field days">
        {t('quietFrom')}
        <input
          className="input"
          name="quietFrom"
          type="time"
          title={t('quietHint')}
          defaultValue={preferences.quietFrom ?? ''}
        />
      </label>
      <label className="field days">
        {t('quietTo')}
        <input
          className="input"
          name="quietTo"
          type="time"
          title={t('quietHint')}
          defaultValue={preferences.quietTo ?? ''}
        />
      </label>
      <label className="field">
        {t('language')}
        <select className="input" name="language" defaultValue={preferences.language}>
          <option value="zh">中文</option>
          <option value="en">English</option>
        </select>
      </label>
    </div>
  );
}

function Matrix({ channels }: { channels: NoticePreferences['channels'] }) {
  const t = useTellingStrings();
  const pick = usePick();
  const all = channels['*'] ?? plain;
  const own = Object.keys(channels).filter((kind) => kind !== '*').length;
  return (
    <>
      <MatrixTable caption={t('forAll')} rows={[{ kind: '*', name: t('others'), wish: all }]} />
      <details className="telling-kinds" open={own > 0}>
        <summary>{t('matrix')}</summary>
        <MatrixTable
          caption={t('matrix')}
          rows={Object.entries(noticeKinds).map(([kind, title]) => ({ kind, name: pick(title), wish: channels[kind] }))}
        />
      </details>
    </>
  );
}

type MatrixRow = { kind: string; name: string; wish: ChannelWish | undefined };

function MatrixTable({ caption, rows }: { caption: string; rows: MatrixRow[] }) {
  const t = useTellingStrings();
  const choices = { email: ['now', 'digest', 'off'], webhook: ['now', 'off'] } as const;
  return (
    <table className="plain-table telling-matrix">
      <caption className="hidden-word">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('kind')}</th>
          <th scope="col">{t('byEmail')}</th>
          <th scope="col">{t('byWebhook')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ kind, name, wish }) => (
          <tr key={kind}>
            <th scope="row">{name}</th>
            {(['email', 'webhook'] as const).map((channel) => (
              <td key={channel}>
                <select
                  className="input"
                  name={`${kind}:${channel}`}
                  aria-label={`${name}: ${channel === 'email' ? t('byEmail') : t('byWebhook')}`}
                  defaultValue={wish?.[channel] ?? ''}
                >
                  {kind !== '*' && <option value="">{t('same')}</option>}
                  {choices[channel].map((choice) => (
                    <option key={choice} value={choice}>
                      {t(choice)}
                    </option>
                  ))}
                </select>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
