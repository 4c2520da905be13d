import './schemes.css';
import '../../../ui/case.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { App, Modal } from 'antd';
import { useState } from 'react';
import { judge } from '../../../../../packages/composite/weights/ahp.ts';
import type { Answer, RoundDetail } from '../../../app/contract.ts';
import { FaceLink } from '../../../app/face.tsx';
import { useName } from '../../../app/i18n.ts';
import { useSession } from '../../../app/session.ts';
import { DataTable } from '../../../ui/DataTable.tsx';
import { useErrorWords } from '../../../ui/ErrorState.tsx';
import { formatInstant } from '../../../ui/format.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { useKept } from '../../../ui/useKept.ts';
import { answerRound, applyRound, closeRound, recuse, roundQuery } from './api.ts';
import { LIMIT, PairsForm, PointsForm } from './PairsForm.tsx';
import { judgedAll, matrixOf, type Pairs, pairsOf } from './pairs.ts';
import { useRoundStrings } from './round-strings.ts';
import { useSchemeStrings } from './strings.ts';
import { WeightBars } from './WeightBars.tsx';

export function RoundPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useQuery({ ...roundQuery(id), refetchOnWindowFocus: false });
  return <Loaded query={query}>{(round) => <Round key={round.id} round={round} />}</Loaded>;
}

/** For the expert what is asked, for the office who has answered, afterwards the result for both. */
function Round({ round }: { round: RoundDetail }) {
  const t = useRoundStrings();
  const s = useSchemeStrings();
  const nameOf = useName();
  const words = useErrorWords();
  const { message, modal } = App.useApp();
  const queries = useQueryClient();
  const today = useSession().data?.today ?? '';
  const over = round.closedAt !== null || round.closesOn < today;
  const scheme = nameOf({ name: round.schemeName, nameEn: round.schemeNameEn });
  const [asks, setAsks] = useState(false);
  const keeps = round.mayClose || round.mayApply || round.experts.length > 1;
  const act = useMutation({
    mutationFn: ({ run }: { run: () => Promise<RoundDetail>; done: string }) => run(),
    onSuccess: async (_, { done }) => {
      message.success(done);
      await queries.invalidateQueries({ queryKey: ['index'] });
    },
    onError: (error) => message.error(words(error)),
  });
  const close = async () => {
    const waiting = round.invited - round.answered - round.recused;
    if (
      !(await modal.confirm({
        title: t('close'),
        content: t('closeAsk', { count: waiting }),
        okText: t('confirm'),
        cancelText: t('cancel'),
      }))
    )
      return;
    act.mutate({ run: () => closeRound(round.id), done: t('closedDone') });
  };
  return (
    <>
      <PageHead
        title={round.title}
        crumbs={[
          { key: 'all', node: <FaceLink to="/index">{s('title')}</FaceLink> },
          ...(keeps
            ? [
                {
                  key: 'version',
                  node: (
                    <FaceLink to={`/index/versions/${round.versionId}`} search={{ tab: 'rounds' }}>
                      {scheme}
                    </FaceLink>
                  ),
                },
              ]
            : []),
        ]}
        sub={`${scheme} · ${t(round.method)} · ${t('closesOn', { day: round.closesOn })}`}
        actions={
          <>
            {round.mayApply && (
              <button
                type="button"
                className="btn primary"
                disabled={act.isPending}
                onClick={() => act.mutate({ run: () => applyRound(round.id), done: t('applied') })}
              >
                {t('apply')}
              </button>
            )}
            {round.mayClose && (
              <button
                type="button"
                className="btn"
                disabled={act.isPending || round.answered === 0}
                onClick={() => void close()}
              >
                {t('close')}
              </button>
            )}
            {!over && (round.mine === 'open' || round.mine === 'answered') && (
              <button type="button" className="btn danger" onClick={() => setAsks(true)}>
                {t('recuse')}
              </button>
            )}
          </>
        }
      />
      {round.closedAt && (
        <p className="note index-note">
          {t('closed')} {round.appliedAt && t('appliedAt', { at: formatInstant(round.appliedAt) })}
        </p>
      )}
      {!round.closedAt && over && <p className="note doubt index-note">{t('past')}</p>}
      {round.mine === 'recused' && <p className="note index-note">{t('mineRecused')}</p>}
      {round.closedAt && <Result round={round} />}
      {(round.mine === 'open' || round.mine === 'answered') && !(round.closedAt && !round.answer) && (
        <AnswerForm key={JSON.stringify(round.answer)} round={round} over={over} />
      )}
      {keeps && <Experts round={round} />}
      {asks && <RecuseDialog id={round.id} onClose={() => setAsks(false)} />}
    </>
  );
}

type Given = { pairs: Record<string, Pairs>; points: Record<string, Record<string, number>> };
const givenOf = (answer: Answer | null): Given => {
  const given: Given = { pairs: {}, points: {} };
  for (const [node, own] of Object.entries(answer ?? {})) {
    if ('matrix' in own) given.pairs[node] = pairsOf(own.matrix);
    else given.points[node] = own.points;
  }
  return given;
};

function AnswerForm({ round, over }: { round: RoundDetail; over: boolean }) {
  const t = useRoundStrings();
  const nameOf = useName();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [given, setGiven, { restored, forget }] = useKept(`round.${round.id}.${round.mine}`, givenOf(round.answer));
  const [touched, setTouched] = useState(restored);
  const [tried, setTried] = useState(false);
  const ahp = round.method === 'ahp';
  const faults = round.nodes.flatMap((node) => {
    const name = nameOf(node);
    if (!ahp) {
      const sum = node.children.reduce((total, { code }) => total + (given.points[node.code]?.[code] ?? 0), 0);
      return Math.abs(sum - 100) > 1e-6 ? [t('notFull', { name })] : [];
    }
    const pairs = given.pairs[node.code] ?? {};
    if (!judgedAll(pairs, node.children.length)) return [t('incomplete', { name })];
    return judge(matrixOf(pairs, node.children.length), '').ratio > LIMIT ? [t('inconsistent', { name })] : [];
  });
  const send = useMutation({
    mutationFn: () =>
      answerRound(
        round.id,
        Object.fromEntries(
          round.nodes.map((node) => [
            node.code,
            ahp
              ? { matrix: matrixOf(given.pairs[node.code] ?? {}, node.children.length) }
              : { points: given.points[node.code] ?? {} },
          ]),
        ),
      ),
    onSuccess: async () => {
      message.success(t('submitted'));
      setTouched(false);
      forget();
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['index'] }),
        queries.invalidateQueries({ queryKey: ['desk'] }),
      ]);
    },
  });
  const change = (next: Given) => {
    setGiven(next);
    setTouched(true);
    if (send.error) send.reset();
  };
  return (
    <form
      className="index-answer"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (faults.length === 0) send.mutate();
      }}
    >
      {!over && (
        <p className="sub prose">
          {t(ahp ? 'purposeAhp' : 'purposeBudget', {
            scheme: nameOf({ name: round.schemeName, nameEn: round.schemeNameEn }),
          })}
        </p>
      )}
      {round.mine === 'answered' && !over && !touched && <p className="note index-note">{t('mineAnswered')}</p>}
      {round.nodes.map((node) => (
        <section key={node.code} className="section">
          <h2>{nameOf(node)}</h2>
          {ahp ? (
            <PairsForm
              items={node.children}
              pairs={given.pairs[node.code] ?? {}}
              readOnly={over}
              onChange={(pairs) => change({ ...given, pairs: { ...given.pairs, [node.code]: pairs } })}
            />
          ) : (
            <PointsForm
              items={node.children}
              points={given.points[node.code] ?? {}}
              readOnly={over}
              onChange={(points) => change({ ...given, points: { ...given.points, [node.code]: points } })}
            />
          )}
        </section>
      ))}
      {!over && (
        <div className="index-send">
          {tried && faults.length > 0 && (
            <ul className="note bad" role="alert">
              {faults.map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          )}
          {send.error && (
            <p className="note bad" role="alert">
              {words(send.error)}
            </p>
          )}
          <div className="row">
            <button type="submit" className="btn primary" disabled={send.isPending}>
              {t(round.mine === 'answered' ? 'resubmit' : 'submit')}
            </button>
            {touched && <span className="cap">{t('unsavedAnswer')}</span>}
          </div>
        </div>
      )}
    </form>
  );
}

function Result({ round }: { round: RoundDetail }) {
  const t = useRoundStrings();
  const nameOf = useName();
  if (!round.result) return <p className="sub">{t('noResult')}</p>;
  return (
    <section className="section">
      <h2>{t('result')}</h2>
      {Object.values(round.result).some(({ experts }) => experts > 2) && <p className="cap">{t('spread')}</p>}
      {round.nodes.map((node) => {
        const own = round.result?.[node.code];
        if (!own) return null;
        return (
          <div key={node.code} className="index-result">
            <h3>
              {nameOf(node)} <span className="cap">{t('resultOf', { count: own.experts })}</span>
            </h3>
            <WeightBars
              spreadLabel={t('spread')}
              rows={node.children.map((child) => ({
                code: child.code,
                name: nameOf(child),
                share: own.weights[child.code] ?? 0,
                spread: own.experts > 2 ? own.spread[child.code] : undefined,
              }))}
            />
            {own.ratio !== null && <p className="cap">{t('resultRatio', { ratio: own.ratio.toFixed(3) })}</p>}
          </div>
        );
      })}
    </section>
  );
}

function Experts({ round }: { round: RoundDetail }) {
  const t = useRoundStrings();
  return (
    <section className="section">
      <h2>{t('answers')}</h2>
      {!round.closedAt && <p className="cap">{t('answersHint')}</p>}
      <DataTable
        caption={t('answers')}
        rows={round.experts}
        rowKey={(row) => row.person.id}
        columns={[
          { id: 'person', header: t('person'), names: true, cell: (row) => row.person.name },
          { id: 'organization', header: t('organization'), cell: (row) => row.organization },
          {
            id: 'state',
            header: t('state'),
            cell: (row) => (
              <span>
                <span className={row.state === 'open' ? 'tag doubt' : 'tag'}>{t(`st_${row.state}`)}</span>
                {row.reason && <span className="cap under">{row.reason}</span>}
              </span>
            ),
          },
          {
            id: 'at',
            header: t('at'),
            cell: (row) => <span className="sub nowrap">{row.at ? formatInstant(row.at) : '—'}</span>,
          },
        ]}
      />
    </section>
  );
}

function RecuseDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useRoundStrings();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const send = useMutation({
    mutationFn: () => recuse(id, reason.trim()),
    onSuccess: async () => {
      message.success(t('recused'));
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['index'] }),
        queries.invalidateQueries({ queryKey: ['desk'] }),
      ]);
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t('recuseTitle')}
      onCancel={onClose}
      onOk={() => send.mutate()}
      okText={t('confirm')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: reason.trim().length < 2 || send.isPending, danger: true }}
    >
      <div className="form-grid">
        <p className="sub">{t('recuseHint')}</p>
        <label>
          {t('reason')}
          <textarea maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </label>
        {send.error && (
          <p className="note bad" role="alert">
            {words(send.error)}
          </p>
        )}
      </div>
    </Modal>
  );
}
