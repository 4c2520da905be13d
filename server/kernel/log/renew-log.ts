/**
 * The way out when the keys are lost or the database is older than what was signed: the entries go on as another log, under
 * another name and new keys, and its first new entry says so. What the former log signed stays valid under its own keys.
 */
import { sql } from 'kysely';
import type { FormerLog } from '../../../packages/contract/index.ts';
import { emptyRoot, equalHashes, rootAt } from '../../../packages/merkle-log/index.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { AppError } from '../error.ts';
import type { Services } from '../services.ts';
import { appendLogEntry } from './append-entry.ts';
import { digestOf } from './digest.ts';
import { holdLog } from './find-log.ts';
import { placeLogKeys, prepareLogKeys, readLastCheckpoint, readLogKeys } from './keys.ts';
import { LOG_LOCK, LOG_SCOPE } from './sequence.ts';
import { newOrigin } from './start-log.ts';
import { withNodes } from './tile-store.ts';

/** Returns the names of the former and the new log. @throws AppError log.key-missing, log.busy, log.forked, log.origin */
export async function renewLog(
  { db, clock }: Services,
  options: { folder: string; origin?: string | undefined; regionCode: string },
): Promise<{ former: string; origin: string; size: number }> {
  const result = await db.within(LOG_SCOPE, async (tx) => {
    await holdLog(tx, LOG_LOCK);
    const state = await tx.selectFrom('log_state').selectAll().executeTakeFirst();
    if (!state) throw new AppError('log.key-missing', { folder: options.folder });
    const size = Number(state.size);
    await refuseBroken(tx, size, state.root);
    const origin = otherOrigin(options.origin, state.origin);
    const last = readFormer(options.folder, state.origin);
    const known = await tx
      .selectFrom('log_checkpoint')
      .select(['size', 'note'])
      .where('origin', '=', state.origin)
      .orderBy('size', 'desc')
      .limit(1)
      .executeTakeFirst();
    const checkpoint = last && last.size >= Number(known?.size ?? 0) ? last.note : (known?.note ?? null);
    const former: FormerLog = {
      origin: state.origin,
      keys: state.keys,
      size,
      checkpoint,
      endedAt: clock.now().toISOString(),
    };
    const keys = prepareLogKeys(options.folder, origin);
    await tx
      .updateTable('log_state')
      .set({
        origin,
        keys: [...keys.public],
        former: sql`former || ${JSON.stringify([former])}::jsonb`,
        trouble: null,
        trouble_at: null,
      })
      .execute();
    await appendLogEntry(tx, clock, {
      kind: 'log.renewed',
      subject: 'log',
      statement: {
        origin,
        formerOrigin: state.origin,
        carriedOver: size,
        lastSigned: last?.size ?? Number(known?.size ?? 0),
        lastCheckpointSha256: checkpoint === null ? null : digestOf(checkpoint),
      },
    });
    await recordAudit(tx, LOG_SCOPE, clock, {
      action: 'log.renew',
      regionCode: options.regionCode,
      object: { kind: 'log', id: origin },
      summary: { zh: `存证日志续立：${origin}`, en: `The log goes on as ${origin}` },
      details: { former: state.origin, size },
    });
    return { former: state.origin, origin, size };
  });
  // After the commit: an end in between leaves the former keys, which are refused, and renewing again is safe.
  placeLogKeys(options.folder);
  return result;
}

async function refuseBroken(tx: Parameters<typeof holdLog>[0], size: number, root: Uint8Array): Promise<void> {
  const found =
    size === 0 ? emptyRoot() : await withNodes(tx, size, (nodeAt) => rootAt(size, nodeAt)).catch(() => undefined);
  if (!found || !equalHashes(found, root)) throw new AppError('log.forked', { size });
}

/** What the former keys signed last, if they are still there. */
function readFormer(folder: string, origin: string): { size: number; note: string } | undefined {
  try {
    const keys = readLogKeys(folder);
    const last = keys?.origin === origin ? readLastCheckpoint(keys) : undefined;
    return last && { size: last.checkpoint.size, note: last.note };
  } catch {
    return undefined; // Keys that cannot be read are one of the reasons to be here.
  }
}

/** `example.cn/log` goes on as `example.cn/log/2`. */
function otherOrigin(wanted: string | undefined, former: string): string {
  if (wanted !== undefined && wanted !== former) return newOrigin(wanted);
  const [, stem = former, number] = /^(.*)\/(\d+)$/.exec(former) ?? [];
  return newOrigin(`${stem}/${Number(number ?? 1) + 1}`);
}
