/** Checks of one event of the model: those of GS1's schema, and those that a schema cannot make. */

import { Checker, type ValidateOptions } from './checker.ts';
import { isIri } from './iri.ts';
import { type EpcisEvent, type EventType, eventTypes } from './model.ts';
import type { Problem } from './problems.ts';
import { checkEpcs, checkObjects, checkQuantities } from './validate-objects.ts';
import { checkSensors } from './validate-sensors.ts';
import { vocabularies } from './vocabulary.ts';

export type { ValidateOptions } from './checker.ts';

const common = 'type eventTime eventTimeZoneOffset recordTime eventID certificationInfo errorDeclaration'.split(' ');
const shared = `bizStep disposition persistentDisposition readPoint bizLocation bizTransactionList sourceList
  destinationList sensorElementList`.split(/\s+/);
const fieldsOf: Readonly<Record<EventType, ReadonlySet<string>>> = {
  ObjectEvent: new Set([...common, ...shared, 'epcList', 'quantityList', 'action', 'ilmd']),
  AggregationEvent: new Set([...common, ...shared, 'parentID', 'childEPCs', 'childQuantityList', 'action']),
  TransactionEvent: new Set([...common, ...shared, 'parentID', 'epcList', 'quantityList', 'action']),
  TransformationEvent: new Set([
    ...common, ...shared, 'inputEPCList', 'inputQuantityList', 'outputEPCList', 'outputQuantityList', 'transformationID',
    'ilmd',
  ]), // biome-ignore format: a list of words
  AssociationEvent: new Set([...common, ...shared, 'parentID', 'childEPCs', 'childQuantityList', 'action']),
};
const everyField = new Set(Object.values(fieldsOf).flatMap((names) => [...names]));
const types: ReadonlySet<string> = new Set(eventTypes);

/** All that is wrong with an event, each with the pointer inside it after `options.place`. */
export function validateEvent(event: EpcisEvent, options: ValidateOptions = {}): Problem[] {
  const check = new Checker(options);
  if (event === null || typeof event !== 'object' || Array.isArray(event)) {
    check.kind('', 'event', 'object');
    return check.problems;
  }
  if (checkType(check, event)) {
    checkFieldNames(check, event);
    checkWhenAndWhy(check, event);
    checkLists(check, event);
    checkObjects(check, event);
    if (event.sensorElementList !== undefined) checkSensors(check, event.sensorElementList);
  }
  return check.problems;
}

function checkType(check: Checker, event: EpcisEvent): boolean {
  const { type } = event;
  if (type === undefined) check.add('required', '', { field: 'type' });
  else if (typeof type !== 'string') check.kind('/type', 'type', 'text');
  else if (!types.has(type) && !isIri(type)) check.add('unknown-event-type', '/type', { type });
  else return true;
  return false;
}

function checkFieldNames(check: Checker, event: EpcisEvent): void {
  const allowed = types.has(event.type) ? fieldsOf[event.type as EventType] : everyField;
  for (const field in event) {
    if (allowed.has(field) || check.isExtension(field)) continue;
    if (everyField.has(field)) {
      if (field === 'ilmd') check.add('ilmd-not-allowed', '/ilmd');
      else check.add('not-allowed', `/${field}`, { type: event.type, field });
    } else check.unknownField('', field);
  }
  if (event.ilmd === undefined) return;
  if (!check.object('/ilmd', 'ilmd', event.ilmd)) return;
  if (event.type === 'ObjectEvent' && event.action !== 'ADD') check.add('ilmd-not-allowed', '/ilmd');
  for (const field in event.ilmd) if (!check.isExtension(field)) check.add('no-namespace', `/ilmd/${field}`, { field });
}

function checkWhenAndWhy(check: Checker, event: EpcisEvent): void {
  const happened = check.time('/eventTime', 'eventTime', event.eventTime, true);
  const offset = event.eventTimeZoneOffset;
  if (offset === undefined) check.add('required', '', { field: 'eventTimeZoneOffset' });
  else if (typeof offset !== 'string' || !/^[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00)$/.test(offset))
    check.add('bad-offset', '/eventTimeZoneOffset', { value: String(offset) });
  const recorded = check.time('/recordTime', 'recordTime', event.recordTime);
  if (recorded < happened) check.add('record-before-event', '/recordTime');
  const { now } = check.options;
  if (now !== undefined && happened > now) check.add('future-event', '/eventTime', { value: event.eventTime });
  check.uri('/eventID', 'eventID', event.eventID);
  if (event.certificationInfo !== undefined) checkCertification(check, event.certificationInfo);
  if (event.errorDeclaration !== undefined) checkDeclaration(check, event);
  check.word('/bizStep', event.bizStep, vocabularies.bizStep);
  check.word('/disposition', event.disposition, vocabularies.disposition);
  if (event.persistentDisposition !== undefined) checkPersistent(check, event.persistentDisposition);
  for (const name of ['readPoint', 'bizLocation'] as const) {
    const place = event[name];
    if (place === undefined || !check.object(`/${name}`, name, place)) continue;
    if (place.id === undefined) check.add('required', `/${name}`, { field: 'id' });
    check.epc(`/${name}/id`, 'id', place.id);
    for (const field in place) if (field !== 'id' && !check.isExtension(field)) check.unknownField(`/${name}`, field);
  }
}

function checkCertification(check: Checker, info: string[]): void {
  for (const [i, one] of info.entries()) {
    const at = `/certificationInfo/${i}`;
    if (typeof one !== 'string') check.kind(at, 'certificationInfo', 'text');
    // xs:anyURI takes any text, and documents of EPCIS 1.2 use that.
    else if (!isIri(one) && check.options.syntax !== 'xml') check.add('bad-uri', at, { value: one });
  }
}

const declarationFields = new Set(['declarationTime', 'reason', 'correctiveEventIDs']);

function checkDeclaration(check: Checker, event: EpcisEvent): void {
  const at = '/errorDeclaration';
  const declaration = event.errorDeclaration!;
  if (!check.object(at, 'errorDeclaration', declaration)) return;
  check.time(`${at}/declarationTime`, 'declarationTime', declaration.declarationTime, true, at);
  check.word(`${at}/reason`, declaration.reason, vocabularies.errorReason);
  const ids = declaration.correctiveEventIDs;
  if (ids !== undefined && check.list(`${at}/correctiveEventIDs`, 'correctiveEventIDs', ids))
    for (const [i, id] of ids.entries()) {
      check.uri(`${at}/correctiveEventIDs/${i}`, 'correctiveEventIDs', id);
      if (id === event.eventID) check.add('own-correction', `${at}/correctiveEventIDs/${i}`);
    }
  for (const field in declaration)
    if (!declarationFields.has(field) && !check.isExtension(field)) check.unknownField(at, field);
}

function checkPersistent(check: Checker, persistent: NonNullable<EpcisEvent['persistentDisposition']>): void {
  const at = '/persistentDisposition';
  if (!check.object(at, 'persistentDisposition', persistent)) return;
  let some = false;
  for (const field in persistent) {
    if (field !== 'set' && field !== 'unset') {
      check.add('not-allowed', `${at}/${field}`, { type: 'persistentDisposition', field });
      continue;
    }
    const words = persistent[field] as string[];
    if (!check.list(`${at}/${field}`, field, words)) return;
    for (const [i, one] of words.entries()) check.word(`${at}/${field}/${i}`, one, vocabularies.disposition);
    check.unique(`${at}/${field}`, words);
    if (words.length > 0) some = true;
  }
  if (!some) check.add('empty-disposition', at);
  for (const word of persistent.set ?? [])
    if (persistent.unset?.includes(word)) check.add('set-and-unset', at, { value: word });
}

function checkLists(check: Checker, event: EpcisEvent): void {
  const transactions = event.bizTransactionList;
  if (transactions !== undefined)
    checkTyped(check, 'bizTransactionList', 'bizTransaction', transactions, vocabularies.bizTransaction, false);
  if (event.sourceList !== undefined)
    checkTyped(check, 'sourceList', 'source', event.sourceList, vocabularies.sourceDest, true);
  if (event.destinationList !== undefined)
    checkTyped(check, 'destinationList', 'destination', event.destinationList, vocabularies.sourceDest, true);
  for (const name of ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'] as const)
    if (event[name] !== undefined) checkEpcs(check, name, event[name]);
  for (const name of ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'] as const)
    if (event[name] !== undefined) checkQuantities(check, name, event[name]);
  check.epc('/parentID', 'parentID', event.parentID);
  check.epc('/transformationID', 'transformationID', event.transformationID);
}

function checkTyped(
  check: Checker,
  list: string,
  name: string,
  entries: readonly object[],
  vocabulary: (typeof vocabularies)['bizTransaction'],
  typed: boolean,
): void {
  if (!check.list(`/${list}`, list, entries)) return;
  for (const [i, entry] of (entries as Record<string, unknown>[]).entries()) {
    const at = `/${list}/${i}`;
    if (!check.object(at, name, entry)) continue;
    if (entry[name] === undefined) check.add('required', at, { field: name });
    check.epc(`${at}/${name}`, name, entry[name]);
    if (typed && entry.type === undefined) check.add('required', at, { field: 'type' });
    check.word(`${at}/type`, entry.type, vocabulary);
    for (const field in entry)
      if (field !== name && field !== 'type') check.add('not-allowed', `${at}/${field}`, { type: name, field });
  }
}
