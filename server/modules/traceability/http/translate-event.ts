/** Other forms of the same event. Its hash stays what it was: it compares identifiers and words in one form. */
import { type EpcisEvent, vocabularies } from '../../../../packages/epcis/index.ts';
import { canonicalId } from '../flatten-event.ts';

/** Every EPC as a Digital Link. */
export function withLinks(event: EpcisEvent): EpcisEvent {
  const out = { ...event } as Record<string, unknown>;
  for (const name of ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'] as const)
    if (event[name]) out[name] = event[name].map(canonicalId);
  for (const name of ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'] as const)
    if (event[name]) out[name] = event[name].map((one) => ({ ...one, epcClass: canonicalId(one.epcClass) }));
  for (const name of ['readPoint', 'bizLocation'] as const)
    if (event[name]) out[name] = { ...event[name], id: canonicalId(event[name].id) };
  if (event.parentID !== undefined) out.parentID = canonicalId(event.parentID);
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

/** Words of the standard vocabularies as web addresses; XML has them as URNs otherwise. */
export function withWebWords(event: EpcisEvent): EpcisEvent {
  const web = (vocabulary: keyof typeof vocabularies) => (word: string) =>
    vocabularies[vocabulary].iris.get(word) ?? word;
  const [step, disposition, transaction, party] = [
    web('bizStep'),
    web('disposition'),
    web('bizTransaction'),
    web('sourceDest'),
  ];
  const { persistentDisposition: persistent, errorDeclaration: error } = event;
  return {
    ...event,
    ...(event.bizStep !== undefined && { bizStep: step(event.bizStep) }),
    ...(event.disposition !== undefined && { disposition: disposition(event.disposition) }),
    ...(persistent && {
      persistentDisposition: {
        ...(persistent.set && { set: persistent.set.map(disposition) }),
        ...(persistent.unset && { unset: persistent.unset.map(disposition) }),
      },
    }),
    ...(error?.reason !== undefined && {
      errorDeclaration: { ...error, reason: web('errorReason')(error.reason) },
    }),
    ...(event.bizTransactionList && {
      bizTransactionList: event.bizTransactionList.map((one) =>
        one.type === undefined ? one : { ...one, type: transaction(one.type) },
      ),
    }),
    ...(event.sourceList && { sourceList: event.sourceList.map((one) => ({ ...one, type: party(one.type) })) }),
    ...(event.destinationList && {
      destinationList: event.destinationList.map((one) => ({ ...one, type: party(one.type) })),
    }),
  };
}
