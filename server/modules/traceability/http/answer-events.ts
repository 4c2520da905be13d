/** Events as an EPCISQueryDocument, in the form the client asked for. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EpcisEvent } from '../../../../packages/epcis/index.ts';
import { canonicalId } from '../flatten-event.ts';
import type { StoredEvent } from '../query/find-events.ts';
import { answerMedia, epcFormatOf, sayVersions, wordFormatOf } from './negotiate.ts';
import { writeJsonDocument, writeXmlDocument } from './write-shim.ts';

export type AnswerOf = {
  events: readonly StoredEvent[];
  prefixes: readonly { prefix: string; namespace: string }[];
  queryName: string;
  subscriptionID?: string;
  now: Date;
};
export type Form = { media: 'json' | 'xml'; translate: boolean; words: 'web' | 'urn' };

export const formOf = (request: FastifyRequest): Form => ({
  media: answerMedia(request),
  translate: epcFormatOf(request) !== 'Never_Translates',
  words: wordFormatOf(request),
});

export function sendEvents(request: FastifyRequest, reply: FastifyReply, answer: AnswerOf): FastifyReply {
  const form = formOf(request);
  sayVersions(reply, Object.fromEntries(answer.prefixes.map(({ prefix, namespace }) => [prefix, namespace])));
  return reply
    .type(form.media === 'xml' ? 'application/xml; charset=utf-8' : 'application/json; charset=utf-8')
    .serializer((body: string) => body)
    .send(queryDocument(answer, form));
}

export function queryDocument({ events, prefixes, queryName, subscriptionID, now }: AnswerOf, form: Form): string {
  const shown = events.map(({ event, recordTime }) => {
    const whole = { ...event, recordTime };
    return form.translate ? translated(whole) : whole;
  });
  const document = {
    kind: 'EPCISQueryDocument' as const,
    creationDate: now.toISOString(),
    queryName,
    subscriptionID,
    prefixes: Object.fromEntries(prefixes.map(({ prefix, namespace }) => [prefix, namespace])),
  };
  return form.media === 'xml'
    ? writeXmlDocument(document, shown, { words: form.words })
    : writeJsonDocument(document, shown);
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
