/**
 * The transparency log: entries appended one act each and many at once, sequenced (tiles, checkpoint, both signatures),
 * receipts made from tiles and verified, with the limits that the log is to keep: 5,000 entries a second sequenced, a
 * receipt in 20 ms.
 * `./node_modules/.bin/node bench/log.ts [ENTRIES]`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseKey, verifyReceipt } from '../packages/merkle-log/index.ts';
import { connect } from '../server/db/connect.ts';
import { withTestServer } from '../server/db/test-server.ts';
import { systemClock } from '../server/kernel/clock.ts';
import {
  appendLogEntries,
  appendLogEntry,
  checkLog,
  getReceipt,
  type NewLogEntry,
  openLog,
  sequence,
  TileCache,
} from '../server/kernel/log/index.ts';
import { systemScope } from '../server/kernel/scope/scope.ts';

const count = Number(process.argv[2] ?? 100_000);
const SEQUENCED_PER_SECOND = 5_000;
const RECEIPT_MS = 20;
const scope = systemScope('bench');
const entry = (n: number): NewLogEntry => ({
  kind: 'epcis.captured',
  subject: `epcis/capture/${n}`,
  statement: { content: 'f'.repeat(64), events: 12 },
});

await withTestServer(async (server) => {
  const { appUrl } = await server.createDatabase('bench_log');
  const db = connect(appUrl, { max: 4 });
  const services = { db, clock: systemClock };
  const folder = mkdtempSync(join(tmpdir(), 'zhimai-bench-log-'));
  const keys = await openLog(services, { folder: join(folder, 'log') });
  const seconds = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return (performance.now() - start) / 1000;
  };
  const say = (what: string, text: string) => process.stdout.write(`${what.padEnd(34)} ${text}\n`);
  const perSecond = (n: number, time: number) => `${Math.round(n / time).toLocaleString('en')} /s`;

  const single = Math.min(count, 2_000);
  const one = await seconds(async () => {
    for (let n = 0; n < single; n++) await db.within(scope, (tx) => appendLogEntry(tx, systemClock, entry(n)));
  });
  say('append, one a transaction', perSecond(single, one));
  const bulk = await seconds(() =>
    db.within(scope, (tx) =>
      appendLogEntries(
        tx,
        systemClock,
        Array.from({ length: count }, (_, n) => entry(n)),
      ),
    ),
  );
  say('append, all in one transaction', perSecond(count, bulk));
  const numbered = await seconds(() => sequence(services, keys));
  const total = single + count;
  say(
    'sequence, with tiles and signatures',
    `${perSecond(total, numbered)} = ${(total / numbered / SEQUENCED_PER_SECOND).toFixed(1)} × the goal of ${SEQUENCED_PER_SECOND} /s`,
  );

  const cache = new TileCache();
  const receipts: string[] = [];
  const asked = Array.from({ length: 1_000 }, (_, i) => (i * 7919) % total);
  const made = await seconds(async () => {
    for (const index of asked)
      receipts.push((await db.within({ kind: 'public', address: null }, (tx) => getReceipt(tx, index, cache))).receipt);
  });
  const each = (made / asked.length) * 1000;
  say(
    'receipts from tiles',
    `${perSecond(asked.length, made)}, ${each.toFixed(1)} ms each = ${(each / RECEIPT_MS).toFixed(2)} × the limit of ${RECEIPT_MS} ms`,
  );
  const trusted = keys.public.map(parseKey);
  const some = receipts.slice(0, 100);
  const verified = await seconds(async () => {
    for (const receipt of some)
      if (!(await verifyReceipt(receipt, trusted)).ok) throw new Error('a receipt that does not hold');
  });
  say('verify, Ed25519 and SM2', perSecond(some.length, verified));
  const checked = await seconds(async () => {
    const { faults } = await checkLog(services);
    if (faults.length > 0) throw new Error(faults[0]!.en);
  });
  say('check of the whole log', perSecond(total, checked));
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});
