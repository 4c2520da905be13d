import { useQuery } from '@tanstack/react-query';
import { hasContent, type LogKind, type LogProof, logKinds } from '../app/contract.ts';
import { getJson } from '../app/http.ts';
import { defineStrings, usePick } from '../app/i18n.ts';
import { formatCount, formatInstant } from './format.ts';
import './proof.css';

const useProofStrings = defineStrings(
  'proof',
  {
    title: '存证',
    number: '日志第 {{index}} 条',
    receipt: '下载回执',
    verify: '核验',
    content: '内容',
    waiting: '{{act}}：已写入，等待编号，通常几秒',
    stopped: '{{act}}：已写入；日志暂停续写，请管理员运行 ./zhimai doctor',
    none: '没有可查看的存证。日志启用之前的行为没有条目；未公开的，只有经办机关可见。',
    failed: '暂时查不到存证。',
  },
  {
    title: 'Proof',
    number: 'Entry {{index}} of the log',
    receipt: 'Receipt',
    verify: 'Verify',
    content: 'Content',
    waiting: '{{act}}: written, waiting for its number, seconds as a rule',
    stopped: '{{act}}: written; the log does not go on at present, the administrator runs ./zhimai doctor',
    none: 'No entry to show. What was done before the log began has none; those of what is not public are for its office.',
    failed: 'The log cannot be asked at present.',
  },
);

/** What the transparency log says of a record: under which numbers it stands, and its receipts. */
export function Proof({ subject, kind }: { subject: string; kind?: LogKind }) {
  const t = useProofStrings();
  const pick = usePick();
  const query = useQuery({
    queryKey: ['log', 'of', subject, kind],
    queryFn: () => getJson<LogProof>('/api/log/of', { subject, kind }),
    // As long as something waits it will be there in a moment.
    refetchInterval: ({ state }) => (state.data?.waiting.length ? (state.data.trouble ? 30_000 : 1_500) : false),
  });
  const actOf = (name: string) => (name in logKinds ? pick(logKinds[name as LogKind]) : name);
  const { data } = query;
  return (
    <section className="section proof no-print">
      <h2>{t('title')}</h2>
      {query.isError && <p className="cap">{t('failed')}</p>}
      {data && data.entries.length + data.waiting.length === 0 && <p className="cap">{t('none')}</p>}
      <ul>
        {data?.waiting.map((one) => (
          <li key={`${one.at} ${one.kind}`} className="cap">
            {t(data.trouble ? 'stopped' : 'waiting', { act: actOf(one.kind) })}
          </li>
        ))}
        {data?.entries.map((entry) => (
          <li key={entry.index}>
            <div>
              {actOf(entry.kind)} <span className="cap">{formatInstant(entry.at)}</span>
            </div>
            <div className="row">
              <span className="cap">{t('number', { index: formatCount(entry.index) })}</span>
              <a href={`/log/receipt/${entry.index}`} download>
                {t('receipt')}
              </a>
              {hasContent(entry) && (
                <a href={`/log/content/${entry.index}`} download>
                  {t('content')}
                </a>
              )}
              <a href={`/public/verify?index=${entry.index}`}>{t('verify')}</a>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
