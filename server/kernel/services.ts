import type { Database } from '../db/connect.ts';
import type { Clock } from './clock.ts';

/** What every action is given: where things are kept, and what time it is. */
export type Services = { db: Database; clock: Clock };
