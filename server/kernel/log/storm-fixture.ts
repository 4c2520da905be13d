/**
 * A program that is killed: appends in transactions and says which were committed, or sequences and says which
 * checkpoints were shown. `node storm-fixture.ts append|sequence APP_URL KEY_FOLDER NAME`.
 */
import { writeSync } from 'node:fs';
import { connect } from '../../db/connect.ts';
import { systemClock } from '../clock.ts';
import { systemScope } from '../scope/scope.ts';
import { appendLogEntries, findCheckpoint, openLog, sequence } from './index.ts';

const [role, url, folder, name] = process.argv.slice(2) as [string, string, string, string];
const db = connect(url, { max: 4 });
const services = { db, clock: systemClock };
const scope = systemScope('storm');
/** At once and whole: what a killed program has said, it has said. */
const say = (line: string) => writeSync(1, `${line}\n`);

if (role === 'append')
  for (let act = 0; ; act++) {
    const subjects = Array.from({ length: 1 + (act % 7) }, (_, i) => `storm/${name}-${act}-${i}`);
    await db.within(scope, (tx) =>
      appendLogEntries(
        tx,
        systemClock,
        subjects.map((subject) => ({ kind: 'epcis.captured', subject, statement: {} })),
      ),
    );
    say(subjects.join(' '));
  }
const keys = await openLog(services, { folder });
say('');
for (;;) {
  // Small batches: many moments at which an end hurts.
  await sequence(services, keys, 16);
  const newest = await db.within({ kind: 'public', address: null }, findCheckpoint);
  if (newest) say(JSON.stringify(newest.note));
}
