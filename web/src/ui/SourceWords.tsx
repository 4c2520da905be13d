/** The words of the source with what is meant marked, as the document prints them. */
export function SourceWords({ words }: { words: { before: string; text: string; after: string } }) {
  // Lines of a paragraph run on, and so do rotated tables, which arrive as one character a line; lines of a flattened
  // table are cells and must not grow together.
  const lines = `${words.before}${words.text}${words.after}`.split('\n').filter((line) => line.trim());
  const length = lines.reduce((sum, line) => sum + line.trim().length, 0) / lines.length;
  const cells = length > 2.5 && length < 14;
  const flat = (text: string) => text.replace(/\s*\n\s*/g, cells ? '\u3000' : '');
  return (
    <blockquote className="words" style={{ margin: 0 }}>
      {flat(words.before)}
      <mark>{flat(words.text)}</mark>
      {flat(words.after)}
    </blockquote>
  );
}
