/** The event hash of CBV 2.0 (an RFC 6920 name), and a digest of the whole record beside it. */
import { sha256 } from '@noble/hashes/sha2.js';
import { canonicalTime, canonicalValue } from './canonical-value.ts';
import type { EpcisEvent } from './model.ts';
import { extensionParts, type PreHashOptions, preHash, sortBytes, wordIri } from './pre-hash.ts';
import { RDFS, vocabularies } from './vocabulary.ts';

/** SHA-256 of a text's UTF-8 as small hexadecimal digits. Programs on a server pass one that is faster. */
export type Sha256 = (text: string) => string;

const encoder = new TextEncoder();
const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const portable: Sha256 = (text) => {
  let hex = '';
  for (const byte of sha256(encoder.encode(text))) hex += digits[byte];
  return hex;
};

export type HashOptions = PreHashOptions & {
  /** Version of the rules. Only those of CBV 2.0 are published with vectors; others are refused. */
  version?: 'CBV2.0';
  sha256?: Sha256;
};

/** `ni:///sha-256;…?ver=CBV2.0`: equal for every way of writing the event, blind to eventID, recordTime, errorDeclaration. */
export function eventHash(event: EpcisEvent, options: HashOptions = {}): string {
  const { version = 'CBV2.0', sha256: digest = portable } = options;
  if (version !== 'CBV2.0') throw new RangeError(`no rules for the event hash of ${version}`);
  return `ni:///sha-256;${digest(preHash(event, { ignoreFields: options.ignoreFields }))}?ver=CBV2.0`;
}

/**
 * A digest of everything in the event that its sender said: what the event hash covers, and the eventID, the error
 * declaration and comments, which could otherwise be altered unseen. The recordTime stays outside: each repository sets it.
 */
export function recordDigest(event: EpcisEvent, options: Pick<HashOptions, 'sha256'> = {}): string {
  return `ni:///sha-256;${(options.sha256 ?? portable)(recordText(event))}?ver=zhimai-record-1`;
}

/** JSON, so that no value can pretend to be the next part. */
export function recordText(event: EpcisEvent): string {
  const declaration = event.errorDeclaration;
  const ids = (declaration?.correctiveEventIDs ?? []).map(canonicalValue);
  return JSON.stringify([
    preHash(event, { join: '\n' }),
    event.eventID?.trim() ?? null,
    declaration
      ? [
          canonicalTime(declaration.declarationTime ?? ''),
          declaration.reason === undefined ? null : wordIri(declaration.reason, vocabularies.errorReason),
          sortBytes(ids),
          extensionParts(declaration, '\n', declarationNames),
        ]
      : null,
    commentsIn(event),
  ]);
}

const declarationNames = new Set(['declarationTime', 'reason', 'correctiveEventIDs']);
const COMMENT = `{${RDFS}}comment`;

const sorted = (_: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
const plain = (value: unknown): unknown => (value !== null && typeof value === 'object' ? value : String(value ?? ''));

/** Comments at any depth, each with where it stands: the event hash passes over them. */
function commentsIn(value: unknown, path = ''): string[] {
  if (value === null || typeof value !== 'object') return [];
  const found: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const given = (value as Record<string, unknown>)[name];
    // XML knows no lists in lists, and texts for all values.
    const part = Array.isArray(given) ? given.flat(64).map(plain) : plain(given);
    if (name === COMMENT || name === `@${COMMENT}`) found.push(`comment${path}=${JSON.stringify(part, sorted)}`);
    else if (part !== null && typeof part === 'object') found.push(...commentsIn(part, `${path}/${name}`));
  }
  return found;
}
