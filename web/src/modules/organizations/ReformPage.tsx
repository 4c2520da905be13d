import './organizations.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { App, Select } from 'antd';
import { useState } from 'react';
import type { OrganizationInput, Reform, ReformAnswer } from '../../app/contract.ts';
import { sendJson } from '../../app/http.ts';
import { useName, usePick } from '../../app/i18n.ts';
import { useSearchState } from '../../app/search.ts';
import { useSession } from '../../app/session.ts';
import { DayField } from '../../ui/AsOf.tsx';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { OrganizationPicker } from '../../ui/OrganizationPicker.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { RegionPicker } from '../../ui/RegionPicker.tsx';
import { useKinds } from './OrganizationDrawer.tsx';
import { useManageStrings, useOrganizationStrings } from './strings.ts';

type Move = { key: number; from?: string; fromName: string; founds: boolean; to?: string; toName: string };
type Founded = { name: string; kind: OrganizationInput['kind']; regionCode: string };

/** Day, who takes over from whom, what would move; then it is done. */
export function ReformPage() {
  const t = useManageStrings();
  const list = useOrganizationStrings();
  const words = useErrorWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const session = useSession().data;
  const [search] = useSearchState();
  const [day, setDay] = useState(session?.today ?? '');
  const [reason, setReason] = useState('');
  const [moves, setMoves] = useState<Move[]>([
    {
      key: 0,
      ...(search.from ? { from: search.from } : {}),
      fromName: search.fromName ?? '',
      founds: false,
      toName: '',
    },
  ]);
  const [founded, setFounded] = useState<Founded>({
    name: '',
    kind: 'department',
    regionCode: session?.me?.region.code ?? '',
  });
  const founds = moves.some((move) => move.founds);
  const wish = (dryRun: boolean): Reform => ({
    day,
    reason,
    dryRun,
    founded: founds ? [{ key: 'new', ...founded, nameEn: '', shortNames: [], uscc: null, simulated: false }] : [],
    moves: moves.map((move) => ({ from: move.from ?? '', to: move.founds ? 'new' : (move.to ?? ''), also: [] })),
  });
  const send = (dryRun: boolean) => sendJson<ReformAnswer>('POST', '/api/organizations/reform', wish(dryRun));
  const preview = useMutation({ mutationFn: () => send(true) });
  const execute = useMutation({
    mutationFn: () => send(false),
    onSuccess: async (answer) => {
      message.success(t('reformed'));
      await queries.invalidateQueries();
      await navigate({ to: `/organizations/${answer.moves[0]!.to.id}` as never });
    },
  });
  const change = (key: number, part: Partial<Move>) =>
    setMoves(moves.map((move) => (move.key === key ? { ...move, ...part } : move)));
  const ready =
    day !== '' &&
    reason.trim().length >= 2 &&
    moves.every((move) => move.from && (move.founds || move.to)) &&
    (!founds || founded.name.trim().length >= 2);
  const failure = execute.error ?? preview.error;
  return (
    <>
      <PageHead
        title={t('reformTitle')}
        crumbs={[{ key: 'all', node: <Link to={'/organizations' as never}>{list('title')}</Link> }]}
        sub={t('reformSub')}
      />
      {/* While the preview is read, what it was made from stays as it is. */}
      <div className="reform" inert={preview.data !== undefined}>
        <section className="section">
          <h2>{t('step1')}</h2>
          <div className="reform-row">
            <DayField label={t('reformDay')} clearable={false} value={day} onChange={(next) => next && setDay(next)} />
            <label className="field reform-reason">
              {t('reformReason')}
              <input
                className="input"
                value={reason}
                maxLength={400}
                onChange={(event) => setReason(event.target.value)}
              />
            </label>
          </div>
        </section>
        <section className="section">
          <h2>{t('step2')}</h2>
          {moves.map((move) => (
            <MoveFields
              key={move.key}
              move={move}
              onChange={(part) => change(move.key, part)}
              {...(moves.length > 1 ? { onRemove: () => setMoves(moves.filter((one) => one.key !== move.key)) } : {})}
            />
          ))}
          <button
            type="button"
            className="btn"
            onClick={() =>
              setMoves([
                ...moves,
                { ...moves.at(-1)!, key: moves.at(-1)!.key + 1, from: undefined, fromName: '' } as Move,
              ])
            }
          >
            {t('addMove')}
          </button>
          {founds && <FoundedFields founded={founded} onChange={setFounded} />}
        </section>
      </div>
      <section className="section" aria-live="polite">
        <h2>{t('step3')}</h2>
        {failure && <p className="note bad">{words(failure)}</p>}
        {preview.data ? (
          <>
            <Preview answer={preview.data} />
            <div className="row section">
              <button
                type="button"
                className="btn primary"
                disabled={execute.isPending}
                onClick={() => execute.mutate()}
              >
                {t('execute')}
              </button>
              <button
                type="button"
                className="btn"
                onClick={() => {
                  preview.reset();
                  execute.reset();
                }}
              >
                {t('change')}
              </button>
            </div>
          </>
        ) : (
          <button
            type="button"
            className="btn primary"
            disabled={!ready || preview.isPending}
            onClick={() => preview.mutate()}
          >
            {t('preview')}
          </button>
        )}
      </section>
    </>
  );
}

function MoveFields({
  move,
  onChange,
  onRemove,
}: {
  move: Move;
  onChange: (part: Partial<Move>) => void;
  onRemove?: () => void;
}) {
  const t = useManageStrings();
  return (
    <div className="reform-move">
      <div className="field">
        {t('predecessor')}
        <OrganizationPicker
          label={t('predecessor')}
          placeholder={t('pick')}
          inReach
          value={move.from}
          known={move.from ? [{ id: move.from, name: move.fromName }] : []}
          onChange={(from, fromName) => onChange({ from, fromName })}
        />
      </div>
      <span className="reform-arrow" aria-hidden="true">
        →
      </span>
      <div className="field">
        {t('successor')}
        <div className="reform-successor">
          <Select
            aria-label={`${t('successor')} ${t('kind')}`}
            value={move.founds ? 'new' : 'existing'}
            onChange={(value: string) => onChange({ founds: value === 'new' })}
            options={[
              { value: 'existing', label: t('existing') },
              { value: 'new', label: t('founded') },
            ]}
          />
          {!move.founds && (
            <OrganizationPicker
              label={t('successor')}
              placeholder={t('pick')}
              inReach
              value={move.to}
              known={move.to ? [{ id: move.to, name: move.toName }] : []}
              onChange={(to, toName) => onChange({ to, toName })}
            />
          )}
        </div>
      </div>
      {onRemove && (
        <button type="button" className="btn text danger" onClick={onRemove}>
          {t('removeMove')}
        </button>
      )}
    </div>
  );
}

function FoundedFields({ founded, onChange }: { founded: Founded; onChange: (founded: Founded) => void }) {
  const t = useManageStrings();
  const kinds = useKinds();
  return (
    <div className="reform-founded">
      <label className="field">
        {t('newName')}
        <input
          className="input"
          value={founded.name}
          maxLength={120}
          onChange={(event) => onChange({ ...founded, name: event.target.value })}
        />
      </label>
      <div className="field">
        {t('kind')}
        <Select
          aria-label={t('kind')}
          value={founded.kind}
          options={kinds}
          onChange={(kind: Founded['kind']) => onChange({ ...founded, kind })}
        />
      </div>
      <div className="field">
        {t('region')}
        <RegionPicker
          label={t('region')}
          value={founded.regionCode}
          onChange={(regionCode) => onChange({ ...founded, regionCode })}
        />
      </div>
    </div>
  );
}

function Preview({ answer }: { answer: ReformAnswer }) {
  const t = useManageStrings();
  const name = useName();
  const pick = usePick();
  const before = new Date(Date.parse(answer.day) - 86_400_000).toISOString().slice(0, 10);
  return (
    <>
      {answer.warnings.map((warning) => (
        <p className="note doubt" key={warning.zh}>
          {pick(warning)}
        </p>
      ))}
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('predecessor')}</th>
            <th scope="col">{t('successor')}</th>
            <th scope="col">{t('moves')}</th>
          </tr>
        </thead>
        <tbody>
          {answer.moves.map((move) => (
            <tr key={move.from.id}>
              <td>
                <b>{name(move.from)}</b> <span className="cap under">{t('ends', { day: before })}</span>
              </td>
              <td>
                <b>{name(move.to)}</b> {move.to.founded && <span className="tag unit">{t('isNew')}</span>}
                <span className="cap under">{t('begins', { day: answer.day })}</span>
              </td>
              <td>
                {move.moved.map((moved) => (
                  <span key={moved.en} className="under">
                    {pick(moved)} <b className="num">{moved.count}</b>
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
