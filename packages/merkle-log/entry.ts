/** What an entry says: canonical JSON, so that whoever knows the facts can write the same bytes. */
import { canonicalJson, type Json } from './canonical-json.ts';
import { hex, sha256Hex } from './hash.ts';
import { rootOfLines } from './prove.ts';

/** `log` in each entry: how it is to be read. */
export const ENTRY_FORM = 'zhimai.log/1';
export type Statement = { readonly [name: string]: Json };
/** `at`: the instant of the act in UTC. */
export type Entry = { at: string; kind: string; subject: string; statement: Statement };

export const encodeEntry = ({ at, kind, subject, statement }: Entry): Uint8Array =>
  new TextEncoder().encode(canonicalJson({ log: ENTRY_FORM, at, kind, subject, statement }));

/** Nothing for bytes of another form: they may still be an entry, only not one that can be shown in words. */
export function readEntry(bytes: Uint8Array): Entry | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    const { log, at, kind, subject, statement, ...more } = JSON.parse(text) as Record<string, Json>;
    if (log !== ENTRY_FORM || typeof at !== 'string' || typeof kind !== 'string' || typeof subject !== 'string')
      return undefined;
    if (statement === null || typeof statement !== 'object' || Array.isArray(statement)) return undefined;
    const entry = { at, kind, subject, statement: statement as Statement };
    return Object.keys(more).length === 0 && new TextDecoder().decode(encodeEntry(entry)) === text ? entry : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The digests by which a statement may know a file: of its bytes, of its canonical form where it is JSON, and the root over
 * its lines where it is a list.
 */
export function digestsOfFile(bytes: Uint8Array): string[] {
  const digests = [sha256Hex(bytes)];
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    digests.push(hex(rootOfLines(text)));
    digests.push(sha256Hex(new TextEncoder().encode(canonicalJson(JSON.parse(text) as Json))));
  } catch {
    // Neither text nor JSON: its bytes are all there is.
  }
  return digests;
}

/** Where a statement holds this digest, hexadecimal: the name of the place, as in `content.sha256`. */
export function findDigest(statement: Json, digest: string): string | undefined {
  if (digest.length < 32 || statement === null || typeof statement !== 'object') return undefined;
  for (const [name, value] of Object.entries(statement as Record<string, Json>)) {
    if (value === digest) return name;
    const inside = findDigest(value, digest);
    if (inside !== undefined) return `${name}.${inside}`;
  }
  return undefined;
}
