import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import type { BatchResult, WorkRow } from '../../app/contract.ts';
import { usePick } from '../../app/i18n.ts';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { batchSteps } from './api.ts';
import { useTaskStrings } from './strings.ts';

type Props = { rows: Pick<WorkRow, 'id' | 'version'>[]; onDone: () => void };

const versionsOf = (rows: Props['rows']) => Object.fromEntries(rows.map((row) => [row.id, row.version]));

/** One step for several tasks; what could not be done is said with its reason. */
export function BatchActions({ rows, onDone }: Props) {
  const t = useTaskStrings();
  const pick = usePick();
  const words = useErrorWords();
  const queries = useQueryClient();
  const { message, modal } = App.useApp();
  const show = (result: BatchResult) => {
    const text = t('batchDone', { done: result.done, refused: result.refused.length });
    if (result.refused.length === 0) {
      message.success(text);
      return;
    }
    modal.info({
      title: text,
      width: 560,
      content: (
        <ul>
          {result.refused.map((row) => (
            <li key={row.id}>
              <span className="strong">{row.title}</span>
              <span className="cap under">{pick(row)}</span>
            </li>
          ))}
        </ul>
      ),
    });
  };
  const take = useMutation({
    mutationFn: (action: string) => batchSteps({ ids: rows.map((row) => row.id), action, versions: versionsOf(rows) }),
    onSuccess: async (result) => {
      await queries.invalidateQueries();
      show(result);
      onDone();
    },
    onError: (error) => message.error(words(error)),
  });
  return (
    <>
      {(['accept', 'remind', 'complete'] as const).map((action) => (
        <button
          key={action}
          type="button"
          className="btn"
          disabled={take.isPending}
          onClick={() => take.mutate(action)}
        >
          {t(action)}
        </button>
      ))}
    </>
  );
}
