import { useEffect, useRef } from 'react';
import type { Deciding } from './deciding.ts';
import type { Item } from './items.ts';

type Keys = {
  item: Item | undefined;
  /** The next one that waits for a decision. */
  next: () => Item | undefined;
  choose: (item: Item, place?: number) => void;
  deciding: Deciding | null;
};

/** a accept, x reject, e correct, u take back: on the chosen card, while nobody types. */
export function useDecisionKeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { item, next, choose, deciding } = current.current;
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.isContentEditable) return;
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('.ant-modal, .ant-drawer')) return;
      if (!deciding || deciding.busy || deciding.mode || !item?.review) return;
      const { review } = item;
      const decides = item.tab === 'targets' || item.tab === 'tasks';
      const on = { item: review.key, seen: review.seen };
      if (event.key === 'u') {
        const last = review.history.find((step) => !step.undone && step.kind !== 'undo');
        if (!last) return;
        event.preventDefault();
        void deciding.decide([{ kind: 'undo', event: last.id, seen: review.seen }]);
        return;
      }
      if (!decides || !['a', 'x', 'e'].includes(event.key)) return;
      event.preventDefault();
      if (event.key === 'e') return deciding.setMode({ ref: item.ref, mode: 'edit' });
      if (event.key === 'x') return deciding.setMode({ ref: item.ref, mode: 'reject' });
      const following = next();
      void deciding.decide([{ kind: 'accept', ...on }]).then((done) => done && following && choose(following, 0));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
