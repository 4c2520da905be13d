import { describe, expect, test } from 'vitest';
import { type EpcisEvent, validateEvent } from './index.ts';

const sgtin = (serial: number) => `urn:epc:id:sgtin:9521141.012345.${serial}`;
const sscc = 'urn:epc:id:sscc:9521141.0123456789';
const lot = 'urn:epc:class:lgtin:9521141.012345.L1';
const when = { eventTime: '2026-05-01T08:00:00+08:00', eventTimeZoneOffset: '+08:00' };
const base = {
  ObjectEvent: { ...when, type: 'ObjectEvent', action: 'ADD', epcList: [sgtin(1)] },
  AggregationEvent: { ...when, type: 'AggregationEvent', action: 'ADD', parentID: sscc, childEPCs: [sgtin(1)] },
  TransactionEvent: {
    ...when,
    type: 'TransactionEvent',
    action: 'ADD',
    epcList: [sgtin(1)],
    bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521141000000:1' }],
  },
  TransformationEvent: { ...when, type: 'TransformationEvent', inputEPCList: [sgtin(1)], outputEPCList: [sgtin(2)] },
  AssociationEvent: { ...when, type: 'AssociationEvent', action: 'ADD', parentID: sscc, childEPCs: [sgtin(1)] },
} as const;
type Name = keyof typeof base;
const check = (name: Name, change: object, options = {}) =>
  validateEvent({ ...base[name], ...change } as unknown as EpcisEvent, options).map(
    ({ code, place }) => `${code} ${place}`,
  );
const sensor = (metadata: object | undefined, report: object) => ({
  sensorElementList: [{ sensorMetadata: metadata, sensorReport: [report] }],
});

test.each(Object.keys(base) as Name[])('the plainest %s is fine', (name) => {
  expect(check(name, {})).toEqual([]);
});

describe('rules of one field', () => {
  test.each<[string, object, string[]]>([
    ['time without a zone', { eventTime: '2026-05-01T08:00:00' }, ['bad-time /eventTime']],
    ['day that is none', { eventTime: '2026-02-29T08:00:00Z' }, ['bad-time /eventTime']],
    ['hour that is none', { eventTime: '2026-02-28T25:00:00Z' }, ['bad-time /eventTime']],
    ['time that is missing', { eventTime: undefined }, ['required ']],
    ['offset without a sign', { eventTimeZoneOffset: '08:00' }, ['bad-offset /eventTimeZoneOffset']],
    ['offset too far', { eventTimeZoneOffset: '+14:30' }, ['bad-offset /eventTimeZoneOffset']],
    ['farthest offset', { eventTimeZoneOffset: '-14:00' }, []],
    ['recorded before', { recordTime: '2026-04-01T00:00:00Z' }, ['record-before-event /recordTime']],
    ['action of one’s own', { action: 'CREATE' }, ['bad-action /action']],
    ['step of one’s own without a namespace', { bizStep: 'transforming' }, ['unknown-word /bizStep']],
    ['step of one’s own', { bizStep: 'https://a.example/transforming' }, []],
    ['step that CBV does not have', { bizStep: 'urn:epcglobal:cbv:bizstep:x' }, ['unknown-word /bizStep']],
    ['step in the namespace of CBV', { bizStep: 'https://ref.gs1.org/cbv/BizStep-x' }, ['unknown-word /bizStep']],
    ['disposition in the place of a step', { bizStep: 'in_transit' }, ['unknown-word /bizStep']],
    ['disposition', { disposition: 'in_transport' }, ['unknown-word /disposition']],
    ['id that is no URI', { eventID: 'event 1' }, ['bad-uri /eventID']],
    ['EPC that is no URI', { epcList: ['4012345'] }, ['bad-uri /epcList/0']],
    ['EPC of a wrong length', { epcList: ['urn:epc:id:sgtin:9521141.0123.1'] }, ['bad-epc /epcList/0']],
    ['EPC of a scheme of others', { epcList: ['urn:epc:id:gid:1.2.3'] }, []],
    ['EPC twice', { epcList: [sgtin(1), sgtin(2), sgtin(1)] }, ['duplicate /epcList/2']],
    ['list that is none', { epcList: sgtin(1) }, ['wrong-kind /epcList', 'nothing-named ']],
    ['unknown field', { weight: 5 }, ['unknown-field /weight']],
    ['field of others', { '{https://a.example/}weight': 5 }, []],
    ['field of another type', { childEPCs: [sgtin(1)] }, ['not-allowed /childEPCs']],
    ['place without id', { readPoint: {} }, ['required /readPoint']],
    ['place with a field of others', { readPoint: { id: 'urn:x:1', '{https://a.example/}a': 1 } }, []],
    ['source without type', { sourceList: [{ source: 'urn:x:1' }] }, ['required /sourceList/0']],
    ['unknown type of source', { sourceList: [{ type: 'place', source: 'urn:x:1' }] }, ['unknown-word /sourceList/0/type']],
    ['transaction without type', { bizTransactionList: [{ bizTransaction: 'urn:x:1' }] }, []],
    ['certificate that is no URI', { certificationInfo: ['a b'] }, ['bad-uri /certificationInfo/0']],
    ['certificate that is an object', { certificationInfo: [{}] }, ['wrong-kind /certificationInfo/0']],
  ])('%s', (_, change, expected) => {
    expect(check('ObjectEvent', change)).toEqual(expected);
  }); // biome-ignore format: cases
});

describe('quantities', () => {
  const quantity = (element: object) => check('ObjectEvent', { quantityList: [{ epcClass: lot, ...element }] });
  test.each<[string, object, string[]]>([
    ['number and unit', { quantity: 1.5, uom: 'KGM' }, []],
    ['text', { quantity: 'twenty' }, ['wrong-kind /quantityList/0/quantity']],
    ['below nothing', { quantity: -1 }, ['bad-quantity /quantityList/0/quantity']],
    ['unit in words', { quantity: 1, uom: 'kg' }, ['bad-uom /quantityList/0/uom']],
    ['unit of nothing', { uom: 'KGM' }, ['uom-without-quantity /quantityList/0/uom']],
    ['item as a class', { epcClass: sgtin(1) }, ['class-expected /quantityList/0/epcClass']],
    ['item as a class, in a link', { epcClass: 'https://a.example/01/09521141012345/21/1' }, ['class-expected /quantityList/0/epcClass']],
    ['class in a link', { epcClass: 'https://a.example/01/09521141012345/10/L1' }, []],
    ['unknown field', { weight: 5 }, ['not-allowed /quantityList/0/weight']],
    ['no class', { epcClass: undefined, quantity: 1 }, ['required /quantityList/0']],
  ])('%s', (_, element, expected) => {
    expect(quantity(element)).toEqual(expected);
  }); // biome-ignore format: cases
});

describe('what happened to what', () => {
  test.each<[string, Name, object, string[]]>([
    ['nothing named', 'ObjectEvent', { epcList: [] }, ['nothing-named ']],
    ['a place measured', 'ObjectEvent', { epcList: undefined, readPoint: { id: 'urn:x:1' }, ...sensor(undefined, { type: 'Temperature', value: 1 }) }, []],
    ['a measurement nowhere', 'ObjectEvent', { epcList: undefined, ...sensor(undefined, { type: 'Temperature', value: 1 }) }, ['nothing-named ']],
    ['ADD without a parent', 'AggregationEvent', { parentID: undefined }, ['no-parent ']],
    ['OBSERVE without a parent', 'AggregationEvent', { parentID: undefined, action: 'OBSERVE' }, []],
    ['DELETE of all children', 'AggregationEvent', { childEPCs: undefined, action: 'DELETE' }, []],
    ['ADD without children', 'AggregationEvent', { childEPCs: [] }, ['no-children ']],
    ['association without a parent', 'AssociationEvent', { parentID: undefined, action: 'OBSERVE' }, ['no-parent ']],
    ['association DELETE without a parent', 'AssociationEvent', { parentID: undefined, action: 'DELETE' }, ['no-parent ']],
    ['association OBSERVE without children', 'AssociationEvent', { childEPCs: undefined, action: 'OBSERVE' }, ['no-children ']],
    ['association of lots', 'AssociationEvent', { childEPCs: undefined, childQuantityList: [{ epcClass: lot }] }, []],
    ['its own child', 'AggregationEvent', { childEPCs: [sgtin(1), sscc] }, ['own-child /childEPCs/1']],
    ['transaction without one', 'TransactionEvent', { bizTransactionList: [] }, ['required ']],
    ['transaction without objects', 'TransactionEvent', { epcList: undefined }, ['nothing-named ']],
    ['transaction cancelled for all', 'TransactionEvent', { epcList: undefined, action: 'DELETE' }, []],
    ['inputs alone', 'TransformationEvent', { outputEPCList: undefined }, ['no-transformation ']],
    ['inputs of a long one', 'TransformationEvent', { outputEPCList: undefined, transformationID: 'urn:x:1' }, []],
    ['transformation with an action', 'TransformationEvent', { action: 'ADD' }, ['not-allowed /action']],
    ['ILMD of a creation', 'ObjectEvent', { ilmd: { '{https://a.example/}lot': 'L1' } }, []],
    ['ILMD of an observation', 'ObjectEvent', { action: 'OBSERVE', ilmd: { '{https://a.example/}lot': 'L1' } }, ['ilmd-not-allowed /ilmd']],
    ['ILMD of an aggregation', 'AggregationEvent', { ilmd: {} }, ['ilmd-not-allowed /ilmd']],
    ['ILMD without a namespace', 'ObjectEvent', { ilmd: { lot: 'L1' } }, ['no-namespace /ilmd/lot']],
  ])('%s', (_, name, change, expected) => {
    expect(check(name, change)).toEqual(expected);
  }); // biome-ignore format: cases
});

describe('sensors, dispositions, errors', () => {
  const report = '/sensorElementList/0/sensorReport/0';
  const metadata = '/sensorElementList/0/sensorMetadata';
  test.each<[string, object, string[]]>([
    ['an alert alone', sensor(undefined, { exception: 'ALARM_CONDITION' }), []],
    ['neither', sensor(undefined, { value: 1 }), [`report-empty ${report}`]],
    ['no report', { sensorElementList: [{}] }, ['no-report /sensorElementList/0']],
    ['an empty list of reports', { sensorElementList: [{ sensorReport: [] }] }, ['no-report /sensorElementList/0/sensorReport']],
    ['both say the time', sensor({ time: when.eventTime }, { type: 'Mass', time: when.eventTime }), [`attribute-twice ${report}/time`]],
    ['end before start', sensor({ startTime: '2026-05-02T00:00:00Z', endTime: '2026-05-01T00:00:00Z' }, { type: 'Mass' }), [`time-order ${metadata}`]],
    ['value as text', sensor(undefined, { type: 'Mass', value: '1' }), [`wrong-kind ${report}/value`]],
    ['boolean as text', sensor(undefined, { type: 'Mass', booleanValue: 'true' }), [`wrong-kind ${report}/booleanValue`]],
    ['not hexadecimal', sensor(undefined, { type: 'Mass', hexBinaryValue: 'xy' }), [`bad-hex ${report}/hexBinaryValue`]],
    ['unlisted measurement', sensor(undefined, { type: 'EffectiveDoseRate' }), [`unknown-measurement ${report}/type`]],
    ['unknown component', sensor(undefined, { type: 'Speed', component: 'up' }), [`unknown-word ${report}/component`]],
    ['unknown attribute', sensor({ place: 'x' }, { type: 'Mass' }), [`unknown-field ${metadata}/place`]],
    ['set and unset', { persistentDisposition: { set: ['recalled'], unset: ['recalled'] } }, ['set-and-unset /persistentDisposition']],
    ['neither set nor unset', { persistentDisposition: {} }, ['empty-disposition /persistentDisposition']],
    ['error without a time', { errorDeclaration: {} }, ['required /errorDeclaration']],
    ['unknown reason', { errorDeclaration: { declarationTime: when.eventTime, reason: 'oops' } }, ['unknown-word /errorDeclaration/reason']],
    ['corrects itself', { eventID: 'urn:x:1', errorDeclaration: { declarationTime: when.eventTime, correctiveEventIDs: ['urn:x:1'] } }, ['own-correction /errorDeclaration/correctiveEventIDs/0']],
  ])('%s', (_, change, expected) => {
    expect(check('ObjectEvent', change)).toEqual(expected);
  }); // biome-ignore format: cases
  test('types of others need a namespace', () => {
    expect(check('ObjectEvent', { type: 'ObjectEventInvalid' })).toEqual(['unknown-event-type /type']);
    expect(check('ObjectEvent', { type: 'https://a.example/MyEvent' })).toEqual([]);
  });
  test('the clock is the caller’s', () => {
    const now = Date.parse(when.eventTime);
    expect(check('ObjectEvent', {}, { now })).toEqual([]);
    expect(check('ObjectEvent', {}, { now: now - 1 })).toEqual(['future-event /eventTime']);
  });
});
