/** The transparency log: which acts are in it, and what is said of an entry. */
import { z } from 'zod';

/** An entry under its number. */
export const LogEntryRow = z.object({
  index: z.number(),
  at: z.iso.datetime(),
  kind: z.string(),
  subject: z.string(),
  leafHash: z.string(),
  statement: z.record(z.string(), z.json()),
});
export type LogEntryRow = z.infer<typeof LogEntryRow>;

export const LogCheckpoint = z.object({ size: z.number(), root: z.string(), at: z.iso.datetime(), note: z.string() });
export type LogCheckpoint = z.infer<typeof LogCheckpoint>;

/** A log that this one went on from: its checkpoints and receipts stay valid under its own keys. */
export const FormerLog = z.object({
  origin: z.string(),
  keys: z.array(z.string()),
  /** Entries that were carried over. */
  size: z.number(),
  /** The last checkpoint that is known of it. */
  checkpoint: z.string().nullable(),
  endedAt: z.iso.datetime(),
});
export type FormerLog = z.infer<typeof FormerLog>;

export const LogView = z.object({
  /** Null until the log has begun. */
  origin: z.string().nullable(),
  /** Entries under the newest checkpoint. */
  size: z.number(),
  waiting: z.number(),
  keys: z.array(z.string()),
  former: z.array(FormerLog),
  checkpoints: z.array(LogCheckpoint),
  startedAt: z.iso.datetime().nullable(),
  /** Why it does not go on: a code of the error catalogue. */
  trouble: z.object({ code: z.string(), at: z.iso.datetime() }).nullable(),
});
export type LogView = z.infer<typeof LogView>;

export const LogQuery = z.object({
  subject: z.string().max(200).optional().describe('Begins with this'),
  kind: z.string().max(60).optional(),
  before: z.coerce.number().int().min(0).optional().describe('Entries with a smaller number'),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export const LogPage = z.object({ entries: z.array(LogEntryRow), more: z.boolean() });
export type LogPage = z.infer<typeof LogPage>;

/** What the log says of one subject: entries, newest first, and what waits for its number. */
export const LogProofQuery = z.object({ kind: z.string().max(60).optional(), subject: z.string().min(1).max(200) });
export const LogProof = z.object({
  entries: z.array(LogEntryRow),
  waiting: z.array(z.object({ at: z.iso.datetime(), kind: z.string() })),
  trouble: z.string().nullable(),
});
export type LogProof = z.infer<typeof LogProof>;
