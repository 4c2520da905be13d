import type { Status } from '../app/contract.ts';
import { useStatusStrings } from './strings.ts';

/** A shape for each status, so that no meaning hangs on colour alone. */
export function StatusShape({ status }: { status: Status }) {
  return (
    <svg className={`shape ${status}`} width="11" height="11" viewBox="0 0 11 11" aria-hidden="true" focusable="false">
      {status === 'reached' && (
        <>
          <circle cx="5.5" cy="5.5" r="5.2" className="fill" />
          <path d="M3 5.7 4.8 7.5 8.1 3.9" className="cut" />
        </>
      )}
      {status === 'on-track' && <circle cx="5.5" cy="5.5" r="4.4" className="fill" />}
      {status === 'at-risk' && <circle cx="5.5" cy="5.5" r="4" className="ring" />}
      {status === 'off-track' && <path d="M5.5.6 10.4 5.5 5.5 10.4.6 5.5Z" className="fill" />}
      {status === 'missed' && (
        <>
          <path d="M1 1h9v9H1Z" className="fill" />
          <path d="M3.5 3.5l4 4M7.5 3.5l-4 4" className="cut" />
        </>
      )}
      {status === 'no-data' && <path d="M1 5.5h9" className="dash" />}
    </svg>
  );
}

export function StatusMark({ status }: { status: Status }) {
  const t = useStatusStrings();
  return (
    <span className="status">
      <StatusShape status={status} />
      {t(status)}
    </span>
  );
}
