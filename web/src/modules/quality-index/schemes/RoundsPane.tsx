import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import type { RoundRow, VersionDetail } from '../../../app/contract.ts';
import { FaceLink } from '../../../app/face.tsx';
import { useSession } from '../../../app/session.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { useErrorWords } from '../../../ui/ErrorState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { applyRound, roundsQuery } from './api.ts';
import { useEditorStrings } from './editor-strings.ts';
import { useRoundStrings } from './round-strings.ts';
import { useSchemeStrings } from './strings.ts';

type Props = { version: VersionDetail; unsaved: boolean; open: () => void };

/** The rounds of this version: who has answered, and taking the result over. */
export function RoundsPane({ version, unsaved, open }: Props) {
  const t = useEditorStrings();
  const query = useQuery(roundsQuery(version.id));
  const button = version.mayEdit && (
    <button
      type="button"
      className="btn"
      disabled={unsaved}
      title={unsaved ? t('saveFirst') : undefined}
      onClick={open}
    >
      {t('openRound')}
    </button>
  );
  return (
    <Loaded query={query}>
      {({ rounds }) =>
        rounds.length === 0 ? (
          <EmptyState title={t('roundsNone')} hint={t('roundsNoneHint')}>
            {button}
          </EmptyState>
        ) : (
          <>
            <ul className="index-rounds">
              {rounds.map((round) => (
                <Round key={round.id} round={round} mayApply={version.mayEdit && !unsaved} />
              ))}
            </ul>
            <div className="section">{button}</div>
          </>
        )
      }
    </Loaded>
  );
}

function Round({ round, mayApply }: { round: RoundRow; mayApply: boolean }) {
  const t = useEditorStrings();
  const r = useRoundStrings();
  const s = useSchemeStrings();
  const words = useErrorWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const today = useSession().data?.today ?? '';
  const apply = useMutation({
    mutationFn: () => applyRound(round.id),
    onSuccess: () => {
      message.success(r('applied'));
      return queries.invalidateQueries({ queryKey: ['index'] });
    },
    onError: (error) => message.error(words(error)),
  });
  const state = round.appliedAt
    ? t('roundApplied')
    : round.closedAt
      ? t('roundClosed')
      : round.closesOn < today
        ? t('roundOver')
        : t('roundOpen', { day: round.closesOn });
  return (
    <li>
      <span>
        <FaceLink to={`/index/rounds/${round.id}`} className="plain strong">
          {round.title}
        </FaceLink>
        <span className="cap under">
          {s(`method_${round.method}`)} ·{' '}
          {t('roundCounts', { invited: round.invited, answered: round.answered, recused: round.recused })}
        </span>
      </span>
      <span className="tag">{state}</span>
      {mayApply && round.closedAt && !round.appliedAt && (
        <button type="button" className="btn" disabled={apply.isPending} onClick={() => apply.mutate()}>
          {r('apply')}
        </button>
      )}
    </li>
  );
}
