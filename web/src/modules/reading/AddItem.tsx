import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { type RefObject, useEffect, useState } from 'react';
import type { ReviewChange, Span, Suggestion } from '../../app/contract.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { getSuggestion } from './api.ts';
import type { Block } from './blocks.ts';
import { type Faults, readTarget, readTask, targetDraft, taskDraft } from './draft.ts';
import { TargetFields, TaskFields } from './FactsForm.tsx';
import { useReviewStrings } from './review-strings.ts';
import { offsetOf, trimSpan } from './selection.ts';
import type { Decide } from './useReview.ts';

/** The words that are selected in the document, as a span of the text. */
export function useSelectedSpan(paper: RefObject<HTMLElement | null>, text: string, blocks: Block[]): Span | null {
  const [span, setSpan] = useState<Span | null>(null);
  useEffect(() => {
    const place = (node: Node, offset: number): number | null => {
      const element = node instanceof Element ? node : node.parentElement;
      const paragraph = element?.closest<HTMLElement>('[data-start]');
      const block = paragraph && blocks.find((one) => one.start === Number(paragraph.dataset.start));
      if (!paragraph || !block || !paper.current?.contains(paragraph)) return null;
      const range = document.createRange();
      range.setStart(paragraph, 0);
      range.setEnd(node, offset);
      return offsetOf(text, block, range.toString().length);
    };
    const onChange = () => {
      const selection = document.getSelection();
      // A form that takes the focus ends the selection; the span is kept by whoever opened the form.
      if (!selection || selection.isCollapsed || selection.rangeCount === 0) return setSpan(null);
      const range = selection.getRangeAt(0);
      const start = place(range.startContainer, range.startOffset);
      const end = place(range.endContainer, range.endOffset);
      setSpan(start !== null && end !== null && end > start ? trimSpan(text, start, end) : null);
    };
    document.addEventListener('selectionchange', onChange);
    return () => document.removeEventListener('selectionchange', onChange);
  }, [paper, text, blocks]);
  return span;
}

export type Adding = { what: 'target' | 'task'; span: Span };

/** Appears while words are selected. */
export function SelectionBar({ span, onAdd }: { span: Span; onAdd: (adding: Adding) => void }) {
  const t = useReviewStrings();
  const button = (what: Adding['what']) => (
    <button
      type="button"
      className="btn primary"
      // Before the press takes the selection away.
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onAdd({ what, span })}
    >
      {t(what === 'target' ? 'addTarget' : 'addTask')}
    </button>
  );
  return (
    <div className="selection-bar" role="toolbar" aria-label={t('words')}>
      <span className="cap">{t('selected', { count: span.end - span.start })}</span>
      {button('target')}
      {button('task')}
    </div>
  );
}

type Props = { documentId: string; part: number; adding: Adding; decide: Decide; busy: boolean; onClose: () => void };

export function AddItem({ documentId, part, adding, decide, busy, onClose }: Props) {
  const t = useReviewStrings();
  const query = useQuery({
    queryKey: ['suggestion', documentId, part, adding.span.start, adding.span.end],
    queryFn: () => getSuggestion(documentId, part, adding.span),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Drawer
      open
      onClose={onClose}
      size="min(480px, 100vw)"
      title={t(adding.what === 'target' ? 'addTitleTarget' : 'addTitleTask')}
    >
      <Loaded query={query}>
        {(suggestion) => (
          <AddForm suggestion={suggestion} adding={adding} decide={decide} busy={busy} onClose={onClose} />
        )}
      </Loaded>
    </Drawer>
  );
}

type FormProps = Omit<Props, 'documentId' | 'part'> & { suggestion: Suggestion };

function AddForm({ suggestion, adding, decide, busy, onClose }: FormProps) {
  const t = useReviewStrings();
  const { clause } = suggestion;
  const [target, setTarget] = useState(() => targetDraft(suggestion.target as object));
  const [task, setTask] = useState(() => taskDraft(suggestion.task));
  const [faults, setFaults] = useState<Faults>({});
  const save = async () => {
    const read = adding.what === 'target' ? readTarget(target) : readTask(task);
    setFaults(read.faults);
    if (Object.keys(read.faults).length > 0) return;
    const change = { kind: 'add', span: adding.span, [adding.what]: { ...read.values, clause } } as unknown;
    if (await decide([change as ReviewChange])) onClose();
  };
  return (
    <form
      className="edit-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className="words">{suggestion.words}</p>
      <p className="cap">
        {adding.what === 'target' ? t(suggestion.target.value ? 'prefilled' : 'notRead') : null} {clause}
      </p>
      {adding.what === 'target' ? (
        <TargetFields draft={target} faults={faults} onChange={setTarget} />
      ) : (
        <TaskFields draft={task} faults={faults} onChange={setTask} />
      )}
      <div className="row">
        <button type="submit" className="btn primary" disabled={busy}>
          {t('adding')}
        </button>
        <button type="button" className="btn" onClick={onClose}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}
