/** Events as an EPCISQueryDocument, in the form the client asked for. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type EpcisDocument,
  type EpcisEvent,
  emptyDocument,
  writeJson,
  writeXml,
} from '../../../../packages/epcis/index.ts';
import type { StoredEvent } from '../query/find-events.ts';
import { answerMedia, epcFormatOf, sayVersions, wordFormatOf } from './negotiate.ts';
import { withLinks, withWebWords } from './translate-event.ts';

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

export async function sendEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: AnswerOf,
): Promise<FastifyReply> {
  const form = formOf(request);
  const body = await queryDocument(answer, form);
  sayVersions(reply, usedPrefixes(answer.events, answer.prefixes));
  return reply
    .type(form.media === 'xml' ? 'application/xml; charset=utf-8' : 'application/json; charset=utf-8')
    .serializer((text: string) => text)
    .send(body);
}

export async function queryDocument(answer: AnswerOf, form: Form): Promise<string> {
  const { events, prefixes, queryName, subscriptionID, now } = answer;
  const document: EpcisDocument = {
    ...emptyDocument(form.media),
    kind: 'EPCISQueryDocument',
    schemaVersion: '2.0',
    creationDate: now.toISOString(),
    queryName,
    ...(subscriptionID !== undefined && { subscriptionID }),
    prefixes: usedPrefixes(events, prefixes),
  };
  async function* shown() {
    for (const { event, recordTime } of events) {
      let whole: EpcisEvent = { ...event, recordTime };
      if (form.translate) whole = withLinks(whole);
      if (form.media === 'xml' && form.words === 'web') whole = withWebWords(whole);
      yield { event: whole };
    }
  }
  let text = '';
  for await (const piece of form.media === 'xml' ? writeXml(document, shown()) : writeJson(document, shown()))
    text += piece;
  return text;
}

/** The repository may know thousands of prefixes; a document declares those that its events need. */
function usedPrefixes(events: readonly StoredEvent[], prefixes: AnswerOf['prefixes']): Record<string, string> {
  const text = JSON.stringify(events.map(({ event }) => event));
  return Object.fromEntries(
    prefixes
      .filter(({ namespace }) => text.includes(JSON.stringify(`{${namespace}}`).slice(1, -1)))
      .map(({ prefix, namespace }) => [prefix, namespace]),
  );
}
