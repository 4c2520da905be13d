import { noticeKinds } from '../../../packages/contract/notice-kinds.ts';
import { usePick } from './i18n.ts';

export { noticeKinds };

/** A kind that has no line in the contract is shown by its own name. */
export function useNoticeKind(): (kind: string) => string {
  const pick = usePick();
  return (kind) => (noticeKinds[kind] ? pick(noticeKinds[kind]) : kind);
}
