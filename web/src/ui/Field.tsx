import './field.css';
import { type ReactNode, useId } from 'react';

type FieldProps = {
  label: string;
  fault?: string | undefined;
  wide?: boolean;
  children: (id: string, described: string | undefined) => ReactNode;
};

/** A label, its input, and under it what is wrong. */
export function Field({ label, fault, wide = false, children }: FieldProps) {
  const id = useId();
  return (
    <div className={wide ? 'fact wide' : 'fact'}>
      <label htmlFor={id}>{label}</label>
      {children(id, fault ? `${id}-fault` : undefined)}
      {fault && (
        <span id={`${id}-fault`} className="fault" role="alert">
          {fault}
        </span>
      )}
    </div>
  );
}
