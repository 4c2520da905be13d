/** Entries of the log, written in the transaction of the act: neither exists without the other. */
import { createHmac, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { LogKind } from '../../../packages/contract/index.ts';
import { canonicalJson, encodeEntry, type Json, type Statement } from '../../../packages/merkle-log/index.ts';
import type { Tx } from '../../db/connect.ts';
import type { Clock } from '../clock.ts';

export type NewLogEntry = {
  kind: LogKind;
  /** What the act was about, named as the public may name it: `plan/p330000-…`. At most 200 characters. */
  subject: string;
  /** What was decided, as facts and digests that anybody may read. Never personal data. */
  statement: Statement;
};

/** Short statements only: a bundle of 256 of them is sent whole. */
export const LARGEST_ENTRY = 4096;
const PART = 5_000;

export function appendLogEntry(tx: Tx, clock: Clock, entry: NewLogEntry): Promise<void> {
  return appendLogEntries(tx, clock, [entry]);
}

/**
 * Many at once, in a few statements. They get their numbers after the commit, in this order, with others between them maybe.
 * @throws RangeError for an entry that is too large, TypeError for what is not JSON: faults of the caller.
 */
export async function appendLogEntries(tx: Tx, clock: Clock, entries: readonly NewLogEntry[]): Promise<void> {
  const at = clock.now();
  for (let from = 0; from < entries.length; from += PART) {
    const part = entries.slice(from, from + PART);
    const bytes = part.map((entry) => toBytes(entry, at));
    await sql`insert into log_pending (at, kind, subject, entry)
      select ${at}, kind, subject, entry
      from unnest(${part.map((entry) => entry.kind)}::text[], ${part.map((entry) => entry.subject)}::text[],
        ${bytes}::bytea[]) with ordinality as given (kind, subject, entry, place)
      order by place`.execute(tx);
  }
}

function toBytes(entry: NewLogEntry, at: Date): Buffer {
  const bytes = Buffer.from(encodeEntry({ ...entry, at: at.toISOString() }));
  if (entry.subject === '' || entry.subject.length > 200)
    throw new RangeError(`a subject of ${entry.subject.length} characters`);
  if (bytes.length > LARGEST_ENTRY) throw new RangeError(`an entry of ${bytes.length} bytes`);
  return bytes;
}

export type Sealed = { subject: string; commitment: string };

/**
 * For an act that is not public: a subject that names nothing, and a commitment to the content that only the salt opens.
 * The salt is kept for the offices that may read the object.
 */
export async function sealSubject(
  tx: Tx,
  object: { name: string; regionCode: string; parties?: readonly string[] },
  content: Json,
): Promise<Sealed> {
  const salt = randomBytes(32);
  const subject = `sealed/${randomBytes(16).toString('hex')}`;
  await tx
    .insertInto('log_opening')
    .values({
      subject,
      object: object.name,
      salt,
      region_code: object.regionCode,
      parties: [...(object.parties ?? [])],
    })
    .execute();
  return { subject, commitment: commitmentOf(salt, content) };
}

/** HMAC-SHA256 under the salt: it binds to the content and tells nothing of it. */
export const commitmentOf = (salt: Uint8Array, content: Json): string =>
  createHmac('sha256', salt).update(canonicalJson(content)).digest('hex');
