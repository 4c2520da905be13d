/** Events as an EPCISQueryDocument, in the form the client asked for. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type EpcisEvent, emptyDocument, writeJson, writeXml } from '../../../../packages/epcis/index.ts';
import { canonicalId } from '../flatten-event.ts';
import type { StoredEvent } from '../query/find-events.ts';
import { answerMedia, checkWordFormat, epcFormatOf, sayVersions } from './negotiate.ts';

export type AnswerOf = {
  events: readonly StoredEvent[];
  prefixes: readonly { prefix: string; namespace: string }[];
  queryName: string;
  subscriptionID?: string;
  now: Date;
};
export type Form = { media: 'json' | 'xml'; translate: boolean };

export function formOf(request: FastifyRequest): Form {
  checkWordFormat(request);
  return { media: answerMedia(request), translate: epcFormatOf(request) !== 'Never_Translates' };
}

export async function sendEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: AnswerOf,
): Promise<FastifyReply> {
  const form = formOf(request);
  const prefixes = usedPrefixes(answer);
  sayVersions(reply, prefixes);
  return reply
    .type(form.media === 'xml' ? 'application/xml; charset=utf-8' : 'application/json; charset=utf-8')
    .serializer((body: string) => body)
    .send(await queryDocument(answer, form));
}

export async function queryDocument(answer: AnswerOf, form: Form): Promise<string> {
  const { events, queryName, subscriptionID, now } = answer;
  const document = {
    ...emptyDocument(form.media),
    kind: 'EPCISQueryDocument' as const,
    schemaVersion: '2.0',
    creationDate: now.toISOString(),
    queryName,
    ...(subscriptionID !== undefined && { subscriptionID }),
    prefixes: usedPrefixes(answer),
  };
  async function* shown() {
    for (const { event, recordTime } of events) {
      const whole = { ...event, recordTime };
      yield { event: form.translate ? translated(whole) : whole };
    }
  }
  const parts: string[] = [];
  for await (const part of (form.media === 'xml' ? writeXml : writeJson)(document, shown())) parts.push(part);
  return parts.join('');
}

/** Of all the prefixes ever captured those that these events need. */
function usedPrefixes({ events, prefixes }: Pick<AnswerOf, 'events' | 'prefixes'>): Record<string, string> {
  const used = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, part] of Object.entries(value)) {
      if (name.charCodeAt(0) === 123) used.add(name.slice(1, name.indexOf('}')));
      look(part);
    }
  };
  for (const { event } of events) look(event);
  const own = prefixes.filter(({ namespace }) => used.has(namespace));
  return Object.fromEntries(own.map(({ prefix, namespace }) => [prefix, namespace]));
}

/** Every EPC as a Digital Link. The event hash stays what it was: it compares identifiers in this form. */
function translated(event: EpcisEvent): EpcisEvent {
  const out = { ...event } as Record<string, unknown>;
  for (const name of ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'] as const)
    if (event[name]) out[name] = event[name].map(canonicalId);
  for (const name of ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'] as const)
    if (event[name]) out[name] = event[name].map((one) => ({ ...one, epcClass: canonicalId(one.epcClass) }));
  if (event.parentID !== undefined) out.parentID = canonicalId(event.parentID);
  for (const name of ['readPoint', 'bizLocation'] as const)
    if (event[name]) out[name] = { ...event[name], id: canonicalId(event[name].id) };
  if (event.sourceList) out.sourceList = event.sourceList.map((one) => ({ ...one, source: canonicalId(one.source) }));
  if (event.destinationList)
    out.destinationList = event.destinationList.map((one) => ({ ...one, destination: canonicalId(one.destination) }));
  if (event.bizTransactionList)
    out.bizTransactionList = event.bizTransactionList.map((one) => ({
      ...one,
      bizTransaction: canonicalId(one.bizTransaction),
    }));
  return out as EpcisEvent;
}
