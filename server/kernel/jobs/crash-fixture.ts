/** For the crash test: a server that takes up a job and never ends it. Prints when it has begun. */
import { connect } from '../../db/connect.ts';
import { systemClock } from '../clock.ts';
import { startJobs } from './index.ts';

const services = { db: connect(process.argv[2]!, { max: 4 }), clock: systemClock };
await startJobs(services, [
  {
    kind: 'test.crash',
    run: async ({ progress }) => {
      await progress(1, 3);
      process.stdout.write('begun\n');
      return new Promise(() => undefined);
    },
  },
]);
