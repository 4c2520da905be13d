import { sql } from 'kysely';

/** A row of `work_unit`, by the name that the statement gives it, that holds on a day. */
export const holdsOn = (unit: string, day: string) =>
  sql<boolean>`(${sql.ref(`${unit}.valid_from`)} <= ${day}
    and (${sql.ref(`${unit}.valid_to`)} is null or ${sql.ref(`${unit}.valid_to`)} >= ${day}))`;
