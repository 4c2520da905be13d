/** Programs that append and programs that sequence are killed again and again, at any moment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  consistencyProof,
  judgeNote,
  parseCheckpoint,
  parseNote,
  verifyConsistency,
} from '../../../packages/merkle-log/index.ts';
import { openTestDatabase } from '../../db/test-server.ts';
import { systemClock } from '../clock.ts';
import { checkLog, openLog, readLastCheckpoint, sequence } from './index.ts';
import { LOG_SCOPE } from './sequence.ts';
import { withNodes } from './tile-store.ts';

const ROUNDS = 8;

test('kill -9 storm: nothing acknowledged is lost or twice, no gap, no fork', { timeout: 240_000 }, async () => {
  const database = await openTestDatabase('log_storm');
  const folder = join(mkdtempSync(join(tmpdir(), 'zhimai-storm-')), 'log');
  const services = { db: database.db, clock: systemClock };
  const acknowledged: string[] = [];
  const notes = new Set<string>();
  const start = (role: 'append' | 'sequence', name: string) => {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'storm-fixture.ts'), role, database.appUrl, folder, name],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let rest = '';
    child.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop()!;
      for (const line of lines.filter(Boolean))
        if (role === 'append') acknowledged.push(...line.split(' '));
        else notes.add(JSON.parse(line) as string);
    });
    return child;
  };
  const kill = async (child: ChildProcess) => {
    const ended = once(child, 'close');
    child.kill('SIGKILL');
    await ended;
  };
  // Two of each all the time; one of each is killed a round, after it has worked for a while that differs each time.
  const appenders = ['a', 'b'].map((name) => start('append', name));
  const sequencers = ['c', 'd'].map((name) => start('sequence', name));
  for (let round = 0; round < ROUNDS; round++) {
    const seen = [acknowledged.length, notes.size];
    await expect.poll(() => acknowledged.length > seen[0]! + 10 * round, { timeout: 60_000, interval: 7 }).toBe(true);
    await expect.poll(() => notes.size > seen[1]!, { timeout: 60_000, interval: 7 }).toBe(true);
    const turn = round % 2;
    await Promise.all([kill(sequencers[turn]!), round % 3 === 0 ? kill(appenders[turn]!) : undefined]);
    sequencers[turn] = start('sequence', `s${round}`);
    if (round % 3 === 0) appenders[turn] = start('append', `a${round}`);
  }
  await Promise.all([...appenders, ...sequencers].map(kill));

  const keys = await openLog(services, { folder });
  // A killed sequencer's connection may hold the lock for a moment longer.
  await expect.poll(() => sequence(services, keys), { timeout: 30_000 }).toBeDefined();
  const rows = await database.db.within(LOG_SCOPE, (tx) =>
    tx.selectFrom('log_entry').select(['index', 'subject']).orderBy('index').execute(),
  );
  expect(rows.map((row) => Number(row.index))).toEqual(rows.map((_, i) => i));
  const logged = new Set(rows.map((row) => row.subject));
  expect(logged.size).toBe(rows.length);
  expect(acknowledged.length).toBeGreaterThan(100);
  expect(acknowledged.filter((subject) => !logged.has(subject))).toEqual([]);
  // An act is whole: of one transaction all are there, in their order, though others may stand between them.
  const place = new Map(rows.map((row) => [row.subject, Number(row.index)]));
  for (const row of rows.filter((one) => one.subject.endsWith('-0'))) {
    const act = Number(/-(\d+)-0$/.exec(row.subject)![1]);
    const places = Array.from({ length: 1 + (act % 7) }, (_, i) => place.get(row.subject.slice(0, -1) + i) ?? -1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  }

  // Everything that anybody was ever shown is one history, and so is what lies beside the keys.
  const shown = [...notes, readLastCheckpoint(keys)!.note];
  const marks = new Map<number, string>();
  for (const text of shown) {
    const note = parseNote(text);
    const { size, root } = parseCheckpoint(note.text);
    const verdicts = await judgeNote(
      note,
      keys.signers.map((signer) => signer.key),
    );
    expect(verdicts.map((one) => one.verdict)).toEqual(['verified', 'verified']);
    const before = marks.get(size);
    const given = Buffer.from(root).toString('hex');
    expect(before ?? given).toBe(given);
    marks.set(size, given);
  }
  const sizes = [...marks.keys()].filter((size) => size > 0).sort((a, b) => a - b);
  expect(sizes.length).toBeGreaterThan(ROUNDS);
  await database.db.within(LOG_SCOPE, async (tx) => {
    for (const [i, size2] of sizes.entries()) {
      const size1 = sizes[i - 1];
      if (size1 === undefined) continue;
      const proof = await withNodes(tx, rows.length, (nodeAt) => consistencyProof(size1, size2, nodeAt));
      const given = { size1, size2, root1: marks.get(size1)!, root2: marks.get(size2)!, proof };
      expect(verifyConsistency(given), `${size1} → ${size2}`).toBe(true);
    }
  });
  expect(await checkLog(services)).toMatchObject({ entries: rows.length, faults: [] });
  await database.close();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});
