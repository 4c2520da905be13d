import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useCallback, useRef, useState } from 'react';
import type { Review, ReviewChange, ReviewItem } from '../../app/contract.ts';
import { ApiFailure } from '../../app/http.ts';
import { useErrorWords } from '../../ui/ErrorState.tsx';
import { merge, reviewQuery, sendChanges } from './api.ts';

/** Somebody else was faster: what was wanted, and how the items are now. */
export type Conflict = { changes: ReviewChange[]; error: ApiFailure; items: ReviewItem[] };
export type Decide = (changes: ReviewChange[]) => Promise<boolean>;

/** The reviewed state of a part and the way to decide about it. */
export function useReview(documentId: string, part: number) {
  const queries = useQueryClient();
  const say = useRef((_: unknown): void => undefined);
  const words = useErrorWords();
  const { message } = App.useApp();
  say.current = (error) => void message.error(words(error));
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const asked = reviewQuery(documentId, part);
  const query = useQuery(asked);
  const sending = useMutation({ mutationFn: (changes: ReviewChange[]) => sendChanges(documentId, part, changes) });
  const { mutateAsync } = sending;
  const key = JSON.stringify(asked.queryKey);
  const decide = useCallback<Decide>(
    async (changes) => {
      const queryKey = JSON.parse(key) as (string | number)[];
      try {
        const changed = await mutateAsync(changes);
        queries.setQueryData<Review>(queryKey, (before) => before && merge(before, changed));
        return true;
      } catch (error) {
        if (error instanceof ApiFailure && error.code === 'review.changed') {
          setConflict({ changes, error, items: (error.details.items as ReviewItem[] | undefined) ?? [] });
          void queries.invalidateQueries({ queryKey });
        } else {
          say.current(error);
          if (error instanceof ApiFailure && error.status === 409) void queries.invalidateQueries({ queryKey });
        }
        return false;
      }
    },
    [mutateAsync, queries, key],
  );
  return { review: query.data, error: query.error, decide, busy: sending.isPending, conflict, setConflict };
}
