import type { ReactNode } from 'react';

/** An empty page says why it is empty and what to do first. */
export function EmptyState({ title, hint, children }: { title: string; hint?: ReactNode; children?: ReactNode }) {
  return (
    <div className="blank">
      <p className="strong">{title}</p>
      {hint && <p className="sub prose">{hint}</p>}
      {children && <div className="row">{children}</div>}
    </div>
  );
}
