import {
  canonicalJson,
  digestsOfFile,
  type Entry,
  findDigest,
  hashLeaf,
  hex,
  type ReceiptCheck,
  readEntry,
  sha256Hex,
} from '../../../../packages/merkle-log/index.ts';
import { type LogKind, logKinds } from '../../app/contract.ts';
import { usePick } from '../../app/i18n.ts';
import { formatCount, formatInstant } from '../../ui/format.ts';
import { useLogStrings, useVerifyStrings } from './strings.ts';
import { Subject } from './subject.tsx';

type Original = { name: string; bytes: Uint8Array };

/** What was found, in words: first the answer, then each step, then what it means and what it does not. */
export function Verdict({ check, original }: { check: ReceiptCheck; original: Original | undefined }) {
  const t = useVerifyStrings();
  const log = useLogStrings();
  const { receipt, problem } = check;
  const entry = receipt && readEntry(receipt.entry);
  const place = original && entry ? placeOf(entry, original.bytes) : undefined;
  const ok = check.ok && (original === undefined || place !== undefined);
  const included = receipt !== undefined && problem !== 'not-included';
  return (
    <section className={`verdict ${ok ? 'good' : 'bad'}`} data-verdict={ok ? 'good' : 'bad'}>
      <h2>
        <span aria-hidden="true">{ok ? '✓' : '✗'}</span> {t(ok ? 'good' : 'bad')}
      </h2>
      <p>
        {problem
          ? t(problem, { reason: check.reason ?? '', origin: receipt?.checkpoint.origin ?? '' })
          : t('goodWords', { index: receipt?.index ?? 0 })}
      </p>
      {receipt && (
        <ul className="verify-steps">
          <Step ok={included}>
            {t('included', { index: receipt.index, size: formatCount(receipt.checkpoint.size) })}
          </Step>
          {check.keys.map(({ key, verdict }) => (
            <Step key={key.id} ok={verdict === 'verified'}>
              {t('signedBy', { algorithm: log(key.algorithm), id: key.id })}
            </Step>
          ))}
          {original && (
            <Step ok={place !== undefined}>
              {place === undefined
                ? t('fileOut', { name: original.name })
                : t('fileIn', { name: original.name, place })}
            </Step>
          )}
        </ul>
      )}
      {receipt && (
        <dl className="kv">
          <dt>{t('log')}</dt>
          <dd className="mono">{receipt.checkpoint.origin}</dd>
          {entry && <Said entry={entry} />}
          <dt>{t('leaf')}</dt>
          <dd className="mono verify-hash">{hex(hashLeaf(receipt.entry))}</dd>
        </dl>
      )}
      {ok && (
        <>
          <h3>{t('proved')}</h3>
          <p className="sub">{t('provedOne')}</p>
          <h3>{t('notProved')}</h3>
          <p className="sub">{t('notProvedOne')}</p>
        </>
      )}
    </section>
  );
}

function Step({ ok, children }: { ok: boolean; children: React.ReactNode }) {
  return (
    <li className={ok ? 'good' : 'bad'}>
      <span aria-hidden="true">{ok ? '✓' : '✗'}</span>
      <span>{children}</span>
    </li>
  );
}

function Said({ entry }: { entry: Entry }) {
  const t = useVerifyStrings();
  const pick = usePick();
  return (
    <>
      <dt>{t('act')}</dt>
      <dd>{entry.kind in logKinds ? pick(logKinds[entry.kind as LogKind]) : entry.kind}</dd>
      <dt>{t('subject')}</dt>
      <dd>
        <Subject subject={entry.subject} />
      </dd>
      <dt>{t('at')}</dt>
      <dd>{formatInstant(entry.at)}</dd>
      <dt>{t('statement')}</dt>
      <dd>
        {Object.entries(entry.statement).map(([name, value]) => (
          <div key={name} className="mono verify-hash">
            {name}: {typeof value === 'string' ? value : canonicalJson(value)}
          </div>
        ))}
      </dd>
    </>
  );
}

function placeOf(entry: Entry, bytes: Uint8Array): string | undefined {
  // What is very large is looked for by its bytes alone.
  const digests = bytes.length > 50_000_000 ? [sha256Hex(bytes)] : digestsOfFile(bytes);
  return digests.flatMap((digest) => findDigest(entry.statement, digest) ?? [])[0];
}
