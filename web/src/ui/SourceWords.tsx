/** The words of the source with what is meant marked, as the document prints them. */
export function SourceWords({ words }: { words: { before: string; text: string; after: string } }) {
  const flat = (text: string) => text.replace(/\s*\n\s*/g, '');
  return (
    <blockquote className="words" style={{ margin: 0 }}>
      {flat(words.before)}
      <mark>{flat(words.text)}</mark>
      {flat(words.after)}
    </blockquote>
  );
}
