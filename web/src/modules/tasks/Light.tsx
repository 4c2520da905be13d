import type { Light } from '../../app/contract.ts';
import { useTaskStrings } from './strings.ts';

/** A shape for each colour: full disc in time, half disc caught up late, diamond late. */
export function LightShape({ light }: { light: Light }) {
  return (
    <svg className={`light ${light}`} width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {light === 'green' && <circle cx="6" cy="6" r="5" />}
      {light === 'yellow' && (
        <>
          <circle cx="6" cy="6" r="4.5" className="rim" />
          <path d="M6 1.5a4.5 4.5 0 0 1 0 9Z" />
        </>
      )}
      {light === 'red' && <path d="M6 .6 11.4 6 6 11.4.6 6Z" />}
      {light === 'none' && <path d="M1.5 6h9" className="dash" />}
    </svg>
  );
}

export function LightMark({ light }: { light: Light }) {
  const t = useTaskStrings();
  return (
    <span className="status">
      <LightShape light={light} />
      {t(light)}
    </span>
  );
}
