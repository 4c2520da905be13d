import { sql } from 'kysely';

/** Kysely's `on` for the case `c` of a row: cases are known by kind and by the id as text. */
export const caseOf = (kind: string, id: string) =>
  sql<boolean>`(c.kind = ${sql.lit(kind)} and c.object_id = ${sql.ref(id)}::text)`;
