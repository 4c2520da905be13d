/**
 * The simple event query of EPCIS 2.0 (8.2.7.1) as conditions on what flatten-event.ts lays flat. Parameters are given as the
 * JSON of a query or as a query string; both are read by `read-query.ts` and mean the same.
 */
export type Operator = 'EQ' | 'GT' | 'GE' | 'LT' | 'LE';

export type Condition =
  /** One of the columns of an event has one of the values. */
  | { on: 'column'; column: Column; values: string[] }
  | { on: 'time'; column: 'event_time' | 'record_time' | 'error_time'; operator: 'GE' | 'LT'; time: string }
  /** A place, or one that lies in it according to master data. */
  | { on: 'within'; column: 'read_point' | 'biz_location'; values: string[] }
  | { on: 'declares-error' }
  /** One of the identifiers in these roles is one of these, or fits one of the patterns. */
  | { on: 'epc'; roles: number[]; exact: string[]; like: string[] }
  /** A fact of this name is there at all; of `names` any. */
  | { on: 'exists'; names: string[] }
  | { on: 'fact-text'; names: string[]; values: string[] }
  | { on: 'fact-number'; names: string[]; operator: Operator; values: number[] }
  | { on: 'fact-time'; names: string[]; operator: Operator; time: string }
  /** Master data of the value of a field has the attribute, and one of the values if any are given. */
  | { on: 'master'; field: MasterField; attributes: string[]; values?: string[] };

export type Column =
  | 'event_id' | 'type' | 'action' | 'biz_step' | 'disposition' | 'read_point' | 'biz_location' | 'transformation_id'; // biome-ignore format: a list of words
/** A column, roles of identifiers, or facts whose value is an identifier. */
export type MasterField = { column: Column } | { roles: number[] } | { names: string[] };

export type Order = { by: 'event_time' | 'record_time' | { fact: string }; direction: 'ASC' | 'DESC' };

export type EventQuery = {
  conditions: Condition[];
  /** Without one the newest records come first: some order must be, for pages. */
  order: Order;
  /** At most so many are returned. */
  eventCountLimit?: number;
  /** More than so many are an error. */
  maxEventCount?: number;
};
