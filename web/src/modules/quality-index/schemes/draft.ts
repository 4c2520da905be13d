/** What was typed and not yet saved, kept in this browser. */
import type { SchemeContent } from '../../../app/contract.ts';

export type KeptDraft = { revision: number; content: SchemeContent; at: string };
const keyOf = (versionId: string) => `zhimai.index.${versionId}`;

export function keptDraft(versionId: string): KeptDraft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(versionId)) ?? 'null') as KeptDraft | null;
    return kept && Array.isArray(kept.content?.nodes) && Array.isArray(kept.content.steps) ? kept : null;
  } catch {
    return null;
  }
}

export function keepDraft(versionId: string, draft: KeptDraft | null): void {
  try {
    if (draft) localStorage.setItem(keyOf(versionId), JSON.stringify(draft));
    else localStorage.removeItem(keyOf(versionId));
  } catch {
    // Storage is full or forbidden: leaving is guarded all the same.
  }
}
