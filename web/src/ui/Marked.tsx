/** A text with the places marked that were looked for; offsets are UTF-16, in order and without overlaps. */
export function Marked({ text, marks }: { text: string; marks: readonly (readonly [number, number])[] }) {
  if (marks.length === 0) return text;
  const parts = marks.map(([from, to], index) => ({ from, to, plain: text.slice(marks[index - 1]?.[1] ?? 0, from) }));
  return (
    <>
      {parts.map(({ from, to, plain }) => (
        <span key={from}>
          {plain}
          <mark>{text.slice(from, to)}</mark>
        </span>
      ))}
      {text.slice(marks.at(-1)![1])}
    </>
  );
}
