/** The room of traceability: events, captures and their proofs, as the pages show them. The EPCIS interface is apart. */
import { z } from 'zod';
import { Day } from './basics.ts';

export const TraceEventRow = z.object({
  id: z.string(),
  /** This one declares that the event of the same id is in error. */
  declaration: z.boolean(),
  type: z.string(),
  eventTime: z.iso.datetime(),
  recordTime: z.iso.datetime(),
  action: z.string().nullable(),
  bizStep: z.string().nullable(),
  disposition: z.string().nullable(),
  readPoint: z.string().nullable(),
  bizLocation: z.string().nullable(),
  /** The first things it is about, in canonical form, and how many there are. */
  things: z.array(z.string()),
  count: z.int(),
});
export type TraceEventRow = z.infer<typeof TraceEventRow>;

export const TraceEventQuery = z.object({
  /** A code in any of its forms, or an event id. */
  q: z.string().max(500).optional(),
  type: z.string().max(200).optional(),
  bizStep: z.string().max(200).optional(),
  disposition: z.string().max(200).optional(),
  from: Day.optional(),
  to: Day.optional(),
  capture: z.uuid().optional(),
  sort: z.enum(['eventTime', 'recordTime']).default('eventTime'),
  order: z.enum(['asc', 'desc']).default('desc'),
  page: z.coerce.number().int().min(1).max(1000).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export type TraceEventQuery = z.infer<typeof TraceEventQuery>;
/** `more`: there are more than `total`, which is as far as was counted. `code`: what was asked for, as it was read. */
export const TraceEventPage = z.object({
  total: z.int(),
  more: z.boolean(),
  code: z.string().nullable(),
  rows: z.array(TraceEventRow),
});
export type TraceEventPage = z.infer<typeof TraceEventPage>;

export const CaptureRow = z.object({
  id: z.uuid(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  running: z.boolean(),
  success: z.boolean(),
  behaviour: z.enum(['rollback', 'proceed']),
  syntax: z.enum(['json', 'xml']),
  bytes: z.number(),
  captured: z.int(),
  repeated: z.int(),
  refused: z.int(),
  by: z.string(),
  organization: z.object({ id: z.string(), name: z.string(), nameEn: z.string() }),
});
export type CaptureRow = z.infer<typeof CaptureRow>;
export const CaptureQuery = z.object({
  state: z.enum(['running', 'success', 'failed']).optional(),
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(200).default(50),
});
export type CaptureQuery = z.infer<typeof CaptureQuery>;
export const CapturePage = z.object({ total: z.int(), rows: z.array(CaptureRow) });
export type CapturePage = z.infer<typeof CapturePage>;
export const CaptureDetail = z.object({
  row: CaptureRow,
  /** Problems as RFC 7807 has them; the first hundred of them. */
  errors: z.array(
    z.object({
      type: z.string(),
      title: z.string(),
      status: z.int(),
      detail: z.string().optional(),
      instance: z.string().optional(),
    }),
  ),
  root: z.string().nullable(),
});
export type CaptureDetail = z.infer<typeof CaptureDetail>;

export const TraceEventDetail = z.object({
  /** The event, and the declaration of its error if there is one. */
  events: z.array(
    z.object({
      row: TraceEventRow,
      /** As the EPCIS interface answers: JSON-LD with its context. */
      document: z.json(),
      hash: z.string(),
      digest: z.string(),
      captureId: z.uuid(),
      place: z.int(),
    }),
  ),
});
export type TraceEventDetail = z.infer<typeof TraceEventDetail>;

export const TraceOverview = z.object({
  events: z.number(),
  captures: z.number(),
  failed: z.number(),
  lastAt: z.iso.datetime().nullable(),
  /** Events by the day they were captured, for the last thirty days. */
  days: z.array(z.object({ day: Day, events: z.int() })),
  types: z.array(z.string()),
  bizSteps: z.array(z.string()),
  dispositions: z.array(z.string()),
  newest: z.array(CaptureRow),
});
export type TraceOverview = z.infer<typeof TraceOverview>;
