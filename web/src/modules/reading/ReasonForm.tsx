import { useState } from 'react';
import { useReviewStrings } from './review-strings.ts';

type ReasonProps = {
  label: string;
  hint?: string;
  submit: string;
  busy: boolean;
  onDone: (reason: string) => Promise<void>;
  onCancel: () => void;
};

/** A decision that needs a reason: asked for where it is taken. */
export function ReasonForm({ label, hint, submit, busy, onDone, onCancel }: ReasonProps) {
  const t = useReviewStrings();
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  return (
    <form
      className="edit-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!reason.trim()) return setMissing(true);
        void onDone(reason.trim());
      }}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <label className="fact wide">
        {label}
        <textarea
          // biome-ignore lint/a11y/noAutofocus: the user has just asked for this field
          autoFocus
          className="input"
          rows={2}
          maxLength={1000}
          placeholder={hint}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {missing && !reason.trim() && (
          <span className="fault" role="alert">
            {t('reasonAsked')}
          </span>
        )}
      </label>
      <div className="row">
        <button type="submit" className="btn primary" disabled={busy}>
          {submit}
        </button>
        <button type="button" className="btn" onClick={onCancel}>
          {t('cancel')}
        </button>
      </div>
    </form>
  );
}
