/** GS1's test case requirements 53 (SensorElement) and 54 (AssociationEvent), step by step, over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentOf, objectEvent, openRepository, type Repository } from '../../http/test-epcis.ts';

let repository: Repository;
beforeAll(async () => {
  repository = await openRepository('trace_tcr');
});
afterAll(() => repository?.close());

const named = (name: string) => `https://id.example.com/event/${name}`;
const capture = (...events: object[]) => repository.capture(documentOf(events));
/** Names of the events that a query finds, of this file's own, in their order. */
const poll = async (parameters: Record<string, unknown>): Promise<string[]> => {
  const search = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
  const found = await repository.events(`/events?${search}&perPage=100`);
  return found.map(({ eventID }) => String(eventID).split('/').at(-1)!).sort();
};
const id = (name: string) => `https://id.example.com/${name}`;

const warm = {
  sensorMetadata: {
    time: '2026-11-05T07:50:00+08:00',
    startTime: '2026-11-05T07:00:00+08:00',
    endTime: '2026-11-05T07:45:00+08:00',
    deviceID: 'https://id.gs1.org/8004/401234599999',
    deviceMetadata: id('device/1'),
    rawData: id('raw/1'),
    dataProcessingMethod: id('method/1'),
    bizRules: id('rules/1'),
    'ex:meta': 5,
  },
  sensorReport: [
    {
      type: 'Temperature', value: 26, minValue: 25, maxValue: 27.5, meanValue: 26.2, sDev: 0.1, percRank: 50,
      percValue: 26.1, uom: 'CEL', coordinateReferenceSystem: id('crs/1'), exception: 'ALARM_CONDITION', 'ex:report': 7,
    },
  ], // biome-ignore format: a table
  'ex:element': 9,
};
const clean = {
  sensorReport: [
    { type: 'gs1:Dimensionless', microorganism: id('taxon/1126011'), booleanValue: true },
    {
      type: 'Volume',
      chemicalSubstance: id('substance/1'),
      stringValue: 'clear',
      hexBinaryValue: 'F0F0F0',
      uriValue: id('value/1'),
    },
    { type: 'gs1:Length', value: 3, uom: 'MTR', component: 'x' },
  ],
};
const set1 = [
  objectEvent({ eventID: named('warm'), sensorElementList: [warm] }),
  objectEvent({ eventID: named('clean'), sensorElementList: [clean] }),
  objectEvent({ eventID: named('plain') }),
];

describe('TCR-53 SensorElement', () => {
  test('1: set1 is captured with all attributes', async () => {
    expect(await capture(...set1)).toMatchObject({ success: true, errors: [] });
    const [one] = await repository.events(`/events/${encodeURIComponent(named('warm'))}`);
    expect(one).toMatchObject({ sensorElementList: [warm] });
    const [other] = await repository.events(`/events/${encodeURIComponent(named('clean'))}`);
    expect((other!.sensorElementList as (typeof clean)[])[0]!.sensorReport).toHaveLength(3);
    expect(other).toMatchObject({
      sensorElementList: [{ sensorReport: [{ booleanValue: true }, { stringValue: 'clear' }, { component: 'x' }] }],
    });
  });
  test('2: GE_recordTime of one minute before', async () => {
    const before = new Date(repository.the.services.clock.now().getTime() - 60_000).toISOString();
    expect(await poll({ GE_recordTime: before })).toEqual(['clean', 'plain', 'warm']);
  });
  test('3: EXISTS_sensorElement', async () => {
    expect(await poll({ EXISTS_sensorElement: '' })).toEqual(['clean', 'warm']);
    expect(await poll({ EXISTS_sensorElementList: '' })).toEqual(['clean', 'warm']);
  });

  const around = (name: string, low: string, value: string, high: string) => async () => {
    expect(await poll({ [`GE_${name}`]: low, [`LT_${name}`]: high })).toEqual(['warm']);
    expect(await poll({ [`GE_${name}`]: value, [`LT_${name}`]: high })).toEqual(['warm']);
    expect(await poll({ [`GE_${name}`]: low, [`LT_${name}`]: value })).toEqual([]);
    expect(await poll({ [`GE_${name}`]: high })).toEqual([]);
  };
  test(
    '4: GE_time, LT_time',
    around('time', '2026-11-05T07:40:00+08:00', warm.sensorMetadata.time, '2026-11-05T08:00:00+08:00'),
  );
  test('5: GE_startTime … LT_endTime', async () => {
    await around(
      'startTime',
      '2026-11-05T06:00:00+08:00',
      warm.sensorMetadata.startTime,
      '2026-11-05T07:30:00+08:00',
    )();
    await around('endTime', '2026-11-05T07:30:00+08:00', warm.sensorMetadata.endTime, '2026-11-05T08:00:00+08:00')();
  });

  const equal = (name: string, value: string, other: string, whose: string[]) => async () => {
    expect(await poll({ [`EQ_${name}`]: value })).toEqual(whose);
    expect(await poll({ [`EQ_${name}`]: `${other}|${value}` })).toEqual(whose);
    expect(await poll({ [`EQ_${name}`]: other })).toEqual([]);
  };
  test('6: EQ_type', async () => {
    await equal('type', 'gs1:Temperature', 'gs1:Speed', ['warm'])();
    await equal('type', 'https://gs1.org/voc/Length', 'Mass', ['clean'])();
  });
  test('7: EQ_deviceID', equal('deviceID', warm.sensorMetadata.deviceID, id('device/2'), ['warm']));
  test('8: EQ_dataProcessingMethod', equal('dataProcessingMethod', id('method/1'), id('method/2'), ['warm']));
  test('9: EQ_microorganism', equal('microorganism', id('taxon/1126011'), id('taxon/2'), ['clean']));
  test('10: EQ_chemicalSubstance', equal('chemicalSubstance', id('substance/1'), id('substance/2'), ['clean']));
  test('11: EQ_bizRules', equal('bizRules', id('rules/1'), id('rules/2'), ['warm']));

  const measured = (name: string, value: number, step: number) => async () => {
    const kelvin = name === 'sDev' ? 0 : 273.15;
    for (const [unit, offset] of [['CEL', 0], ['KEL', kelvin]] as const) {
      const at = value + offset;
      const [least, most] = [at - step, at + step];
      expect(await poll({ [`EQ_${name}_${unit}`]: at })).toEqual(['warm']);
      expect(await poll({ [`EQ_${name}_${unit}`]: most })).toEqual([]);
      expect(await poll({ [`GE_${name}_${unit}`]: at })).toEqual(['warm']);
      expect(await poll({ [`GE_${name}_${unit}`]: most })).toEqual([]);
      expect(await poll({ [`LT_${name}_${unit}`]: most })).toEqual(['warm']);
      expect(await poll({ [`LT_${name}_${unit}`]: at })).toEqual([]);
      expect(await poll({ [`GT_${name}_${unit}`]: least })).toEqual(['warm']);
      expect(await poll({ [`LE_${name}_${unit}`]: least })).toEqual([]);
    }
  }; // biome-ignore format: a table
  test('12: EQ_value_uom, GE_value_uom, LT_value_uom', measured('value', 26, 0.5));
  test('13: GE_minValue_uom, LT_minValue_uom', measured('minValue', 25, 0.5));
  test('14: GE_maxValue_uom, LT_maxValue_uom', measured('maxValue', 27.5, 0.5));
  test('15: GE_meanValue_uom, LT_meanValue_uom', measured('meanValue', 26.2, 0.5));
  test('16: EQ_stringValue', equal('stringValue', 'clear', 'cloudy', ['clean']));
  test('17: EQ_booleanValue', async () => {
    expect(await poll({ EQ_booleanValue: 'true' })).toEqual(['clean']);
    expect(await poll({ EQ_booleanValue: 'false' })).toEqual([]);
  });
  test('18: EQ_hexBinaryValue', equal('hexBinaryValue', 'F0F0F0', 'F0F0F1', ['clean']));
  test('19: EQ_uriValue', equal('uriValue', id('value/1'), id('value/2'), ['clean']));

  const extension = (holder: string, field: string, value: number) => async () => {
    const name = `${holder}_ex:${field}`;
    for (const [operator, given, finds] of [
      ['EQ', value, true], ['EQ', value + 1, false], ['GT', value - 1, true], ['GT', value, false],
      ['GE', value, true], ['GE', value + 1, false], ['LT', value + 1, true], ['LT', value, false],
      ['LE', value, true], ['LE', value - 1, false],
    ] as const) // biome-ignore format: a table
      expect(await poll({ [`${operator}_${name}`]: given }), `${operator} ${given}`).toEqual(finds ? ['warm'] : []);
  };
  test('20: …_SENSORELEMENT_fieldname', extension('SENSORELEMENT', 'element', 9));
  test('21: …_SENSORMETADATA_fieldname', extension('SENSORMETADATA', 'meta', 5));
  test('22: …_SENSORREPORT_fieldname', extension('SENSORREPORT', 'report', 7));
  test('23: GE_sDev, LT_sDev', measured('sDev', 0.1, 0.05));
  test('24: GE_percRank, LT_percRank', async () => {
    expect(await poll({ GE_percRank: 50 })).toEqual(['warm']);
    expect(await poll({ GE_percRank: 51 })).toEqual([]);
    expect(await poll({ LT_percRank: 51 })).toEqual(['warm']);
    expect(await poll({ LT_percRank: 50 })).toEqual([]);
  });
  test('25: GE_percValue, LT_percValue', measured('percValue', 26.1, 0.5));
  test('26: a temperature in degrees Celsius is found by kelvin', async () => {
    // 26 °C are 299.15 K: at least 299 K, and less than 300 K.
    expect(await poll({ EQ_type: 'gs1:Temperature', GE_value_KEL: 299 })).toEqual(['warm']);
    expect(await poll({ EQ_type: 'gs1:Temperature', GE_value_KEL: 300 })).toEqual([]);
    expect(await poll({ EQ_type: 'gs1:Temperature', LT_value_KEL: 300 })).toEqual(['warm']);
    expect(await poll({ EQ_type: 'gs1:Temperature', GE_value_FAH: 78, LT_value_FAH: 79 })).toEqual(['warm']);
  });

  const inline = (n: number) => ({
    deviceID: `https://id.gs1.org/8004/4012345${n}`,
    deviceMetadata: id(`set2/device/${n}`),
    rawData: id(`set2/raw/${n}`),
    dataProcessingMethod: id(`set2/method/${n}`),
    time: `2026-11-06T0${n}:00:00Z`,
  });
  const reading = { type: 'Temperature', value: 5, uom: 'CEL' };
  test('27: set2 is captured', async () => {
    const job = await capture(
      objectEvent({
        eventID: named('above'),
        sensorElementList: [{ sensorMetadata: inline(1), sensorReport: [reading] }],
      }),
      objectEvent({ eventID: named('within'), sensorElementList: [{ sensorReport: [{ ...reading, ...inline(2) }] }] }),
    );
    expect(job).toMatchObject({ success: true });
    const [above] = await repository.events(`/events/${encodeURIComponent(named('above'))}`);
    expect(above).toMatchObject({ sensorElementList: [{ sensorMetadata: inline(1) }] });
    const [within] = await repository.events(`/events/${encodeURIComponent(named('within'))}`);
    expect(within).toMatchObject({ sensorElementList: [{ sensorReport: [inline(2)] }] });
  });
  test('28: both are found, wherever the attributes stand', async () => {
    for (const name of ['deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'time'] as const) {
      expect(await poll({ [`EQ_${name}`]: inline(1)[name] }), name).toEqual(['above']);
      expect(await poll({ [`EQ_${name}`]: inline(2)[name] }), name).toEqual(['within']);
      if (name !== 'time')
        expect(await poll({ [`EQ_${name}`]: `${inline(1)[name]}|${inline(2)[name]}` })).toEqual(['above', 'within']);
    }
    expect(await poll({ GE_time: '2026-11-06T00:00:00Z' })).toEqual(['above', 'within']);
  });
  test.each(['dataProcessingMethod', 'deviceID', 'deviceMetadata', 'rawData', 'time'] as const)(
    '29: set3, %s in both places, is not accepted',
    async (name) => {
      const job = await capture(
        objectEvent({
          eventID: named('twice'),
          sensorElementList: [
            { sensorMetadata: { [name]: inline(3)[name] }, sensorReport: [{ ...reading, [name]: inline(4)[name] }] },
          ],
        }),
      );
      expect(job.success).toBe(false);
      expect(JSON.stringify(job.errors)).toContain(name);
      expect((await repository.call('GET', `/events/${encodeURIComponent(named('twice'))}`)).status).toBe(404);
    },
  );
});

describe('TCR-54 AssociationEvent', () => {
  const association = (more: object) => ({
    type: 'AssociationEvent',
    eventTime: '2026-11-05T08:00:00+08:00',
    eventTimeZoneOffset: '+08:00',
    action: 'ADD',
    parentID: 'urn:epc:id:grai:4012345.55555.987',
    childEPCs: ['urn:epc:id:giai:4000001.12345'],
    bizStep: 'assembling',
    ...more,
  });
  test('1: a document of association events is in order', async () => {
    const job = await capture(
      association({ eventID: named('add') }),
      association({ eventID: named('observe'), action: 'OBSERVE' }),
      association({ eventID: named('delete'), action: 'DELETE' }),
      association({ eventID: named('all'), action: 'DELETE', childEPCs: undefined }),
    );
    expect(job).toMatchObject({ success: true, errors: [] });
    expect(await poll({ eventType: 'AssociationEvent' })).toEqual(['add', 'all', 'delete', 'observe']);
  });
  test('2: a physical location as parent is accepted', async () => {
    const parentID = 'urn:epc:id:sgln:4012345.00001.0';
    expect(await capture(association({ eventID: named('room'), parentID }))).toMatchObject({ success: true });
    expect(await poll({ MATCH_parentID: parentID })).toEqual(['room']);
  });
  test.each(['ADD', 'DELETE'])('3: %s without a parent is not accepted', async (action) => {
    const job = await capture(association({ eventID: named('orphan'), action, parentID: undefined }));
    expect(job.success).toBe(false);
    expect(JSON.stringify(job.errors)).toContain('parentID');
    expect((await repository.call('GET', `/events/${encodeURIComponent(named('orphan'))}`)).status).toBe(404);
  });
  test.each(['ADD', 'OBSERVE'])('4: %s without children is not accepted', async (action) => {
    const job = await capture(association({ eventID: named('childless'), action, childEPCs: undefined }));
    expect(job.success).toBe(false);
    expect(JSON.stringify(job.errors)).toContain('needs children');
    expect((await repository.call('GET', `/events/${encodeURIComponent(named('childless'))}`)).status).toBe(404);
  });
});
