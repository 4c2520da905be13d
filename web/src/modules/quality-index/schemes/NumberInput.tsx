import { useEffect, useState } from 'react';
import { readNumber } from './numbers.ts';

type Props = {
  id?: string;
  label?: string;
  described?: string | undefined;
  value: number | undefined;
  placeholder?: string | undefined;
  min?: number | undefined;
  max?: number | undefined;
  int?: boolean | undefined;
  disabled?: boolean | undefined;
  width?: number;
  onChange: (value: number | undefined) => void;
};

/** A number as it is typed: what is no number stays in the field, marked, and does not go further. */
export function NumberInput({
  id,
  label,
  described,
  value,
  placeholder,
  min,
  max,
  int,
  disabled,
  width,
  onChange,
}: Props) {
  const [text, setText] = useState(value === undefined ? '' : String(value));
  useEffect(() => {
    setText((now) => (Object.is(readNumber(now), value) ? now : value === undefined ? '' : String(value)));
  }, [value]);
  const fits = (given: number | undefined) =>
    given === undefined ||
    (!Number.isNaN(given) &&
      (min === undefined || given >= min) &&
      (max === undefined || given <= max) &&
      (!int || Number.isInteger(given)));
  return (
    <input
      id={id}
      className="input"
      inputMode="decimal"
      aria-label={label}
      aria-describedby={described}
      aria-invalid={!fits(readNumber(text))}
      placeholder={placeholder}
      disabled={disabled}
      style={{ width }}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        const given = readNumber(event.target.value);
        if (fits(given)) onChange(given);
      }}
      onBlur={() => {
        if (!fits(readNumber(text))) setText(value === undefined ? '' : String(value));
      }}
    />
  );
}
