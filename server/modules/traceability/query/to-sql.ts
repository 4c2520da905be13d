/** Conditions as SQL. Every one is a test of one event `e`, so that they go together as they are asked. */
import { type RawBuilder, sql } from 'kysely';
import type { Condition, EventQuery, MasterField, Operator } from './conditions.ts';
import { boundsOf } from './patterns.ts';

type Test = RawBuilder<boolean>;

const comparisons: Record<Operator, RawBuilder<unknown>> = {
  EQ: sql`=`,
  GT: sql`>`,
  GE: sql`>=`,
  LT: sql`<`,
  LE: sql`<=`,
};

export function whereOf({ conditions }: EventQuery): Test {
  if (conditions.length === 0) return sql<boolean>`true`;
  return sql<boolean>`${sql.join(conditions.map(testOf), sql` and `)}`;
}

function testOf(condition: Condition): Test {
  switch (condition.on) {
    case 'column':
      return sql`${sql.ref(`e.${condition.column}`)} = any (${condition.values}::text[])`;
    case 'time':
      return sql`${sql.ref(`e.${condition.column}`)} ${comparisons[condition.operator]} ${condition.time}::timestamptz`;
    case 'within':
      return sql`${sql.ref(`e.${condition.column}`)} in (
        with recursive place (id) as (
          select unnest(${condition.values}::text[]) collate "C" union select w.child from epcis_within w join place p on w.parent = p.id)
        select id from place)`;
    case 'declares-error':
      return sql`e.error_time is not null`;
    case 'epc':
      return inEvents(
        sql`select x.seq from epcis_epc x where x.role = any (${condition.roles}::smallint[])
          and (${anyOf([
            ...(condition.exact.length > 0 ? [sql<boolean>`x.id = any (${condition.exact}::text[])`] : []),
            ...condition.like.map(fitsPattern),
          ])})`,
      );
    case 'exists':
      return inEvents(sql`select f.seq from epcis_fact f where f.name = any (${condition.names}::text[])`);
    case 'fact-text': {
      const short = condition.values.every((value) => Buffer.byteLength(value) <= 1000);
      return inEvents(sql`select f.seq from epcis_fact f where f.name = any (${condition.names}::text[])
        and f.text = any (${condition.values}::text[]) ${short ? sql`and octet_length(f.text) <= 1000` : sql``}`);
    }
    case 'fact-number':
      return inEvents(sql`select f.seq from epcis_fact f where f.name = any (${condition.names}::text[])
        and f.number is not null and (${anyOf(condition.values.map((value) => compareNumber(condition.operator, value)))})`);
    case 'fact-time':
      return inEvents(sql`select f.seq from epcis_fact f where f.name = any (${condition.names}::text[])
        and f.time is not null and f.time ${comparisons[condition.operator]} ${condition.time}::timestamptz`);
    case 'master':
      return testMaster(condition.field, condition.attributes, condition.values);
  }
}

const inEvents = (rows: RawBuilder<unknown>): Test => sql<boolean>`e.seq in (${rows})`;
/**
 * `like` alone would read everything: where row-level security looks on, only comparisons go to the index. So its first
 * signs are compared as well.
 */
export function fitsPattern(pattern: string): Test {
  const { from, to } = boundsOf(pattern);
  return sql<boolean>`(x.id >= ${from} and x.id < ${to} and x.id like ${pattern})`;
}
export const anyOf = (tests: readonly Test[]): Test =>
  tests.length === 0 ? sql<boolean>`false` : sql<boolean>`${sql.join(tests, sql` or `)}`;

/** After a conversion of units the last digits differ: equal is within a billionth, and bounds give way as much. */
function compareNumber(operator: Operator, value: number): Test {
  const slack = Math.abs(value) * 1e-9;
  switch (operator) {
    case 'EQ':
      return sql<boolean>`f.number between ${value - slack}::float8 and ${value + slack}::float8`;
    case 'GE':
      return sql<boolean>`f.number >= ${value - slack}::float8`;
    case 'LE':
      return sql<boolean>`f.number <= ${value + slack}::float8`;
    case 'GT':
      return sql<boolean>`f.number > ${value + slack}::float8`;
    case 'LT':
      return sql<boolean>`f.number < ${value - slack}::float8`;
  }
}

function testMaster(field: MasterField, attributes: readonly string[], values: readonly string[] | undefined): Test {
  const elements = sql`select m.id from epcis_master m where m.attribute = any (${attributes}::text[])
    ${values ? sql`and m.value = any (${values}::text[])` : sql``}`;
  if ('column' in field) return sql`${sql.ref(`e.${field.column}`)} in (${elements})`;
  if ('roles' in field)
    return inEvents(
      sql`select x.seq from epcis_epc x where x.role = any (${field.roles}::smallint[]) and x.id in (${elements})`,
    );
  return inEvents(
    sql`select f.seq from epcis_fact f where f.name = any (${field.names}::text[]) and f.text in (${elements})`,
  );
}
