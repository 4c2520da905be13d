/** Names as {namespace}local, and back. */

/** Splits a full name after its last `#`, `/` or `:`. */
export function clarkOf(iri: string): string {
  const at = Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/'), iri.lastIndexOf(':')) + 1;
  return `{${iri.slice(0, at)}}${iri.slice(at)}`;
}

export function splitClark(name: string): { namespace: string; local: string } {
  const end = name.lastIndexOf('}');
  return { namespace: name.slice(1, end), local: name.slice(end + 1) };
}

/** An absolute IRI: a scheme, a colon and something, without spaces and brackets. */
export function isIri(text: string): boolean {
  const colon = text.indexOf(':');
  if (colon < 1 || colon === text.length - 1) return false;
  const first = text.charCodeAt(0) | 32;
  if (first < 97 || first > 122) return false;
  for (let at = 1; at < colon; at++) {
    const code = text.charCodeAt(at);
    const letter = code | 32;
    // Letters, digits, + - . and, in the prefix of a CURIE, _
    if (
      !(
        (letter >= 97 && letter <= 122) ||
        (code >= 48 && code <= 57) ||
        code === 43 ||
        code === 45 ||
        code === 46 ||
        code === 95
      )
    )
      return false;
  }
  for (let at = colon + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code <= 32 || code === 34 || code === 60 || code === 62 || code === 92 || code === 94 || code === 96)
      return false;
    if (code >= 123 && code <= 125) return false;
  }
  return true;
}
