import type { ReviewItem } from '../../app/contract.ts';
import type { Decide } from './useReview.ts';

/** What is open on a card: the form of a correction, the reason of a rejection or of an answer. */
export type Mode = { ref: string; mode: 'edit' | 'reject' } | null;
export type Deciding = {
  decide: Decide;
  busy: boolean;
  mode: Mode;
  setMode: (mode: Mode) => void;
  itemOf: (ref: string) => ReviewItem | undefined;
};
