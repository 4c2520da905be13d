import { useId, useState } from 'react';

type Props = { label: string; choose: string; chosen?: string | undefined; onFile: (file: File) => void };

/** A place to drop one file, and a button for those who do not drag. */
export function Drop({ label, choose, chosen, onFile }: Props) {
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same for the keyboard
    <div
      className={`drop verify-drop${over ? ' over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <span>{label}</span>
      <label className="btn" htmlFor={id}>
        {choose}
        <input
          id={id}
          type="file"
          className="verify-file"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
      </label>
      {chosen && <span className="mono">{chosen}</span>}
    </div>
  );
}
