import './log.css';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { EventProofCheck } from '../../../../packages/epcis/index.ts';
import {
  loadSm2,
  parseKeys,
  type ReceiptCheck,
  type VerifierKey,
  verifyReceipt,
} from '../../../../packages/merkle-log/index.ts';
import type { LogView } from '../../app/contract.ts';
import { FaceLink } from '../../app/face.tsx';
import { getJson } from '../../app/http.ts';
import { useSearchState } from '../../app/search.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Drop } from './Drop.tsx';
import { EventVerdict } from './EventVerdict.tsx';
import { useVerifyStrings } from './strings.ts';
import { Verdict } from './Verdict.tsx';

/** Everything is computed here: once the page is open, the network is not needed. */
export function VerifyPage() {
  const t = useVerifyStrings();
  const [search, update] = useSearchState();
  const [text, setText] = useState('');
  const [absent, setAbsent] = useState(false);
  const [original, setOriginal] = useState<{ name: string; bytes: Uint8Array } | undefined>();
  const keys = useTrustedKeys();
  const { check, event } = useCheck(text, keys.list);
  useEffect(() => {
    // Now, while there is a network.
    void loadSm2().catch(() => undefined);
    void loadEpcis().catch(() => undefined);
  }, []);
  const index = search.index;
  useEffect(() => {
    if (!index || !/^\d{1,15}$/.test(index)) return;
    let left = false;
    fetch(`/log/receipt/${index}`)
      .then(async (answer) => {
        const found = await answer.text();
        if (left) return;
        setAbsent(!answer.ok);
        if (answer.ok) setText(found);
      })
      .catch(() => !left && setAbsent(true));
    return () => {
      left = true;
    };
  }, [index]);
  const clear = () => {
    setText('');
    setOriginal(undefined);
    setAbsent(false);
    update({ index: undefined });
  };
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <div className="verify-page">
        <section>
          <h2>{t('receipt')}</h2>
          {absent && text === '' && (
            <p className="note bad" role="alert">
              {t('absent', { index: index ?? '' })}
            </p>
          )}
          <Drop label={t('drop')} choose={t('choose')} onFile={async (file) => setText(await file.text())} />
          <label className="field">
            <span className="cap">{t('paste')}</span>
            <textarea
              className="input mono verify-text"
              rows={6}
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          <div className="row">
            {text !== '' && (
              <button type="button" className="btn" onClick={clear}>
                {t('clear')}
              </button>
            )}
            {text === '' && (
              <p className="cap">
                {t('example')} <FaceLink to="/log">{t('exampleLog')}</FaceLink>
                {t('exampleEnd')}
              </p>
            )}
          </div>
          <h2>{t('file')}</h2>
          <p className="cap">{t('fileHint')}</p>
          <Drop
            label={t('dropFile')}
            choose={t('choose')}
            chosen={original?.name}
            onFile={async (file) => setOriginal({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })}
          />
          <Keys keys={keys} />
        </section>
        <div aria-live="polite">
          {event && <EventVerdict check={event} />}
          {check && <Verdict check={check} original={original} />}
        </div>
      </div>
    </>
  );
}

/** The science of events is large, and most receipts are not about one. */
const loadEpcis = () => import('../../../../packages/epcis/index.ts');

type Checked = { check?: ReceiptCheck; event?: EventProofCheck };

/** A receipt, or the proof of one event with a receipt in it. */
async function checkText(text: string, keys: readonly VerifierKey[]): Promise<Checked> {
  if (!text.trimStart().startsWith('{')) return { check: await verifyReceipt(text, keys) };
  const { checkEventProof, readEventProof } = await loadEpcis();
  const proof = readEventProof(text);
  if (!proof) return { check: await verifyReceipt(text, keys) };
  const event = await checkEventProof(proof);
  return event.receipt ? { event, check: await verifyReceipt(event.receipt, keys) } : { event };
}

function useCheck(text: string, keys: readonly VerifierKey[]): Checked {
  const [checked, setChecked] = useState<Checked>({});
  useEffect(() => {
    let left = false;
    if (text.trim() === '') setChecked({});
    else void checkText(text, keys).then((found) => !left && setChecked(found));
    return () => {
      left = true;
    };
  }, [text, keys]);
  return checked;
}

type Keys = {
  text: string;
  list: readonly VerifierKey[];
  origin: string | undefined;
  own: boolean;
  problem: string | undefined;
  set(text: string): void;
};

const none: readonly VerifierKey[] = [];

/** Those of this site until somebody gives others. */
function useTrustedKeys(): Keys {
  const [given, setGiven] = useState<string | undefined>();
  const [state, setState] = useState<{ list: readonly VerifierKey[]; problem?: string }>({ list: none });
  const log = useQuery({ queryKey: ['log'], queryFn: () => getJson<LogView>('/api/log'), staleTime: Infinity });
  const here = log.data ? [...log.data.keys, ...log.data.former.flatMap((one) => one.keys)].join('\n') : '';
  const text = given ?? here;
  useEffect(() => {
    try {
      setState({ list: parseKeys(text) });
    } catch (error) {
      setState({ list: none, problem: (error as Error).message });
    }
  }, [text]);
  return {
    text,
    list: state.list,
    problem: state.problem,
    origin: log.data?.origin ?? undefined,
    own: given !== undefined && given !== here,
    set: setGiven,
  };
}

function Keys({ keys }: { keys: Keys }) {
  const t = useVerifyStrings();
  const count = keys.list.length;
  const words = keys.problem
    ? t('keysBad', { reason: keys.problem })
    : count === 0
      ? t('keysNone')
      : keys.own
        ? t('keysOwn', { count })
        : t('keysHere', { origin: keys.origin ?? '', count });
  return (
    <>
      <h2>{t('keys')}</h2>
      <p className={keys.problem || count === 0 ? 'note bad' : 'cap'}>{words}</p>
      <label className="field">
        <span className="cap">{t('keysHint')}</span>
        <textarea
          className="input mono verify-text"
          rows={4}
          spellCheck={false}
          value={keys.text}
          aria-invalid={keys.problem !== undefined}
          onChange={(event) => keys.set(event.target.value)}
        />
      </label>
    </>
  );
}
