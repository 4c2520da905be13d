import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer, useState } from 'react';
import type { VersionDetail } from '../../../app/contract.ts';
import { ApiFailure } from '../../../app/http.ts';
import { saveVersion, versionQuery } from './api.ts';
import { keepDraft, keptDraft } from './draft.ts';
import { beginHistory, changeHistory, sameContent } from './history.ts';

/** The draft being worked on: what is saved, what is not yet, and what to do when somebody was faster. */
export function useDraft(version: VersionDetail) {
  const queries = useQueryClient();
  const { id } = version;
  const [base, setBase] = useState({ revision: version.revision, content: version.content });
  const [kept] = useState(() => (version.mayEdit ? keptDraft(id) : null));
  const [history, change] = useReducer(changeHistory, version, () => {
    const fresh = beginHistory(version.content);
    return kept && !sameContent(kept.content, version.content)
      ? changeHistory(fresh, { type: 'whole', content: kept.content })
      : fresh;
  });
  /** How an earlier draft came back: as it was left, or onto something newer. */
  const [restored, setRestored] = useState<'same' | 'newer' | null>(() =>
    kept && !sameContent(kept.content, version.content)
      ? kept.revision === version.revision
        ? 'same'
        : 'newer'
      : null,
  );
  const unsaved = version.mayEdit && !sameContent(history.now, base.content);
  const { now } = history;
  // What the server holds may come anew, after a step or a round: with nothing unsaved it is simply shown.
  useEffect(() => {
    // An older one is only an answer that comes late.
    if (version.revision <= base.revision || unsaved) return;
    setBase({ revision: version.revision, content: version.content });
    change({ type: 'begin', content: version.content });
  }, [version, base.revision, unsaved]);
  useEffect(() => {
    if (!version.mayEdit) return;
    keepDraft(id, unsaved ? { revision: base.revision, content: now, at: new Date().toISOString() } : null);
  }, [id, now, unsaved, base.revision, version.mayEdit]);

  const save = useMutation({
    mutationFn: async (revision?: number) => saveVersion(id, { revision: revision ?? base.revision, content: now }),
    onSuccess: (saved) => {
      setBase({ revision: saved.revision, content: now });
      setRestored(null);
      keepDraft(id, null);
      queries.setQueryData(versionQuery(id).queryKey, { ...saved, content: now });
      void queries.invalidateQueries({ queryKey: ['index', 'scheme'] });
    },
  });
  const conflict = save.error instanceof ApiFailure && save.error.code === 'index.changed';
  const fetchTheirs = () => queries.fetchQuery({ ...versionQuery(id), staleTime: 0 });
  return {
    history,
    change,
    unsaved,
    save,
    conflict,
    kept,
    restored,
    discard: () => {
      change({ type: 'whole', content: base.content });
      setRestored(null);
    },
    /** Theirs is put on top of mine as a step that can be undone. */
    takeTheirs: async () => {
      const theirs = await fetchTheirs();
      setBase({ revision: theirs.revision, content: theirs.content });
      change({ type: 'whole', content: theirs.content });
      save.reset();
    },
    takeMine: async () => {
      const theirs = await fetchTheirs();
      setBase({ revision: theirs.revision, content: theirs.content });
      await save.mutateAsync(theirs.revision);
    },
  };
}
