import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAll, textOf } from './fixtures.ts';
import {
  checkDocument,
  describeProblem,
  EpcisError,
  eventHash,
  isWarning,
  readDocument,
  recordDigest,
  validateQuery,
  writeJson,
  writeXml,
} from './index.ts';

const context = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';
const epc = (serial: number | string) => `https://id.gs1.org/01/09521141012345/21/${serial}`;
const objectEvent = (extra: object = {}) => ({
  type: 'ObjectEvent',
  eventTime: '2026-05-01T08:00:00Z',
  eventTimeZoneOffset: '+08:00',
  action: 'OBSERVE',
  epcList: [epc(1)],
  ...extra,
});
const epcisDocument = (events: object[], extra: object = {}) => ({
  '@context': [context],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-05-01T08:00:00Z',
  epcisBody: { eventList: events },
  ...extra,
});
const text = (events: object[], extra?: object) => JSON.stringify(epcisDocument(events, extra));
const xml = (body: string, before = '') =>
  `<?xml version="1.0"?>${before}<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-05-01T08:00:00Z"><EPCISBody><EventList>${body}</EventList></EPCISBody></epcis:EPCISDocument>`;
const xmlEvent = `<ObjectEvent><eventTime>2026-05-01T08:00:00Z</eventTime><eventTimeZoneOffset>+08:00</eventTimeZoneOffset><epcList><epc>${epc(1)}</epc></epcList><action>OBSERVE</action></ObjectEvent>`;

async function codes(source: Parameters<typeof checkDocument>[0], options?: Parameters<typeof checkDocument>[1]) {
  const { problems } = await checkDocument(source, options);
  for (const problem of problems) {
    // Every message can be filled, in both languages.
    expect(`${describeProblem(problem, 'zh')}${describeProblem(problem, 'en')}`).not.toMatch(/\{\w+\}/);
  }
  return problems.map(({ code, place }) => `${code} ${place}`);
}

describe('broken documents', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'empty '],
    ['blanks', ' \n ', 'empty '],
    ['other JSON', '[1', 'truncated /0'],
    ['a word', 'hello', 'syntax '],
    ['a JSON number', '12', 'unknown-document '],
    ['cut in an event', text([objectEvent()]).slice(0, 300), 'truncated /epcisBody/eventList/0'],
    ['cut after an event', text([objectEvent()]).slice(0, -3), 'truncated /epcisBody/eventList/0'],
    ['more after the end', `${text([objectEvent()])}x`, 'syntax '],
    ['two commas', text([objectEvent()]).replace('"2.0",', '"2.0",,'), 'syntax /schemaVersion'],
    ['UTF-16 JSON', Buffer.from(`\ufeff${text([objectEvent()])}`, 'utf16le'), 'encoding '],
    ['Latin-1 JSON', Buffer.from(text([objectEvent()]).replace('OBSERVE', 'OBSÉRVE'), 'latin1'), 'encoding '],
    ['deep JSON', text([objectEvent({ 'https://a.example/x': JSON.parse('['.repeat(80) + ']'.repeat(80)) })]), 'too-deep /epcisBody/eventList/0'],
    ['XML cut in an event', xml(xmlEvent).slice(0, 350), 'truncated /epcis:EPCISDocument/EPCISBody/EventList'],
    ['XML of something else', '<html><body/></html>', 'unknown-document /html'],
    ['deep XML', `${'<a>'.repeat(80)}`, 'unknown-document /a'],
    ['deep XML event', xml(`<ObjectEvent>${'<a>'.repeat(80)}`), 'too-deep /epcis:EPCISDocument/EPCISBody/EventList'],
    ['XML in declared but unknown encoding', '<?xml version="1.0" encoding="klingon"?><a/>', 'encoding '],
    ['wrong bytes in XML', Buffer.from(xml(xmlEvent.replace('OBSERVE', 'OBSÉRVE')), 'latin1'), 'encoding '],
    [
      'external entity',
      xml(xmlEvent, '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
      'doctype /',
    ],
    ['external subset', xml(xmlEvent, '<!DOCTYPE x SYSTEM "http://a.example/x.dtd">'), 'doctype /'],
    ['bomb', xml('&lol9;', '<!DOCTYPE x [<!ENTITY lol "lol"><!ENTITY lol9 "&lol;&lol;">]>'), 'doctype /'],
    ['undeclared entity', xml(xmlEvent.replace('OBSERVE', '&oops;')), 'entity /epcis:EPCISDocument/EPCISBody/EventList'],
  ])('%s', async (_, given, expected) => {
    expect((await codes(typeof given === 'string' ? Buffer.from(given) : given)).at(-1)).toBe(expected);
  }); // biome-ignore format: cases

  test('a bare document type declares nothing and is let pass', async () => {
    expect(await codes(xml(xmlEvent, '<!DOCTYPE project>'))).toEqual([]);
  });
  test('XML in UTF-16 and in a declared Chinese encoding is read', async () => {
    const utf16 = Buffer.from(`\ufeff${xml(xmlEvent)}`, 'utf16le');
    expect((await readAll(utf16)).events).toHaveLength(1);
    const declared = xml(xmlEvent).replace('version="1.0"', 'version="1.0" encoding="GB18030"');
    const [before, after] = declared.split('<action>');
    const note = Buffer.concat([Buffer.from(`${before}<n:m xmlns:n="https://a.example/">`), Buffer.from([0xd6, 0xd0]), Buffer.from(`</n:m><action>${after}`)]); // biome-ignore format: one line
    const { events } = await readAll(note);
    expect(events[0]!.event['{https://a.example/}m']).toBe('中');
  });
  test('a value without end is given up, not collected', async () => {
    function* endless(start: string) {
      yield Buffer.from(start);
      for (let i = 0; i < 1000; i++) yield Buffer.alloc(65536, 97);
    }
    const limit = { maxValue: 1_000_000 };
    expect(await codes(endless('{"type":"'), limit)).toEqual(['too-large /type']);
    expect(await codes(endless(`${text([objectEvent()]).slice(0, -3)},{"a":"`), limit)).toEqual([
      'too-large /epcisBody/eventList/1',
    ]);
    expect(await codes(endless(xml('<ObjectEvent><eventID>').slice(0, -70)), limit)).toHaveLength(1);
    expect(await codes(endless('<!--'), limit)).toEqual(['too-large /']);
    expect(await codes(endless('<!DOCTYPE '), limit)).toEqual(['too-large /']);
  });
  test('a document cut anywhere is never taken for whole, and never breaks the reader', async () => {
    for (const whole of [text([objectEvent(), objectEvent({ epcList: [epc(2)] })]), xml(xmlEvent + xmlEvent)])
      for (let at = 0; at < whole.length; at += 7) expect((await codes(whole.slice(0, at))).length).toBeGreaterThan(0);
  });
  test('pieces of any size give the same events', async () => {
    const bytes = Buffer.from(text([objectEvent({ 'https://a.example/名': '中文"\\\u2028' }), objectEvent()]));
    const whole = (await readAll(bytes)).events;
    for (const size of [1, 2, 3, 5, 64]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      expect((await readAll(pieces)).events).toEqual(whole);
    }
  });
  test('whatever JSON stands for an event, the checks answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.constantFrom('epcList', 'sensorElementList', 'ilmd', 'readPoint', 'errorDeclaration', 'persistentDisposition', 'bizTransactionList', 'certificationInfo', 'quantityList', 'type', '@context'), async (value, field) => {
        await codes(JSON.stringify(epcisDocument([objectEvent({ [field]: value }), value as object])));
        await codes(JSON.stringify(value));
        const given = text([objectEvent({ [field]: value })]);
        if ((await checkDocument(given)).problems.some((problem) => !isWarning(problem))) return;
        // What passes the checks can be hashed, and written in both syntaxes unless XML has no form for it.
        const { document, stream, events } = await readAll(given);
        const again = await readAll(await textOf(writeJson(document, stream())));
        expect(again.events.map(({ event }) => recordDigest(event))).toEqual(events.map(({ event }) => recordDigest(event)));
        await textOf(writeXml(document, stream())).catch((error) => expect(error).toBeInstanceOf(EpcisError));
      }),
    );
  }); // biome-ignore format: one property
});

describe('contexts', () => {
  const other = 'https://a.example/context.jsonld';
  test('unknown ones are refused, unless the caller brings them', async () => {
    const given = text([objectEvent({ 'x:a': 1 })], { '@context': [context, other] });
    expect(await codes(given)).toEqual(['unknown-context /@context/1']);
    expect(await codes(given, { contexts: { [other]: { '@context': { x: 'https://a.example/' } } } })).toEqual([]);
  });
  test('a prefix has to be declared, in the document or in the event', async () => {
    expect(await codes(text([objectEvent({ 'x:a': 1 })]))).toEqual(['unknown-prefix /epcisBody/eventList/0/x:a']);
    expect(await codes(text([objectEvent({ '@context': { x: 'https://a.example/' }, 'x:a': 1 })]))).toEqual([]);
  });
  test('a field without a namespace is nobody’s', async () => {
    expect(await codes(text([objectEvent({ a: 1 })]))).toEqual(['unknown-field /epcisBody/eventList/0/a']);
  });
  test('no context, no meaning', async () => {
    expect(await codes(text([objectEvent()], { '@context': undefined }))).toEqual(['missing-context /@context']);
    expect(await codes(text([objectEvent()], { '@context': { x: 'https://a.example/' } }))).toEqual(['missing-context /@context']);
  }); // biome-ignore format: one line
  test('the context may stand at the end', async () => {
    const { '@context': given, ...rest } = epcisDocument([objectEvent({ 'x:a': 1 })]);
    const late = JSON.stringify({ ...rest, '@context': [...given, { x: 'https://a.example/' }] });
    const { events } = await readAll(late);
    expect(events[0]!.event['{https://a.example/}a']).toBe(1);
  });
  test('__proto__ and constructor are fields like others', async () => {
    const bad = text([objectEvent()]).replace('"action"', '"__proto__":{"action":"ADD"},"constructor":1,"action"');
    const found = await codes(bad);
    expect(found).toEqual(['unknown-field /epcisBody/eventList/0', 'unknown-field /epcisBody/eventList/0/constructor']);
  });
});

describe('documents and their events', () => {
  test('an id stands for one event; the declaration of its error repeats it once', async () => {
    const eventID = 'urn:uuid:3fa85f64-5717-4562-b3fc-2c963f66afa6';
    const errorDeclaration = { declarationTime: '2026-05-02T08:00:00Z', reason: 'did_not_occur' };
    expect(await codes(text([objectEvent({ eventID }), objectEvent({ eventID, errorDeclaration })]))).toEqual([]);
    expect(await codes(text([objectEvent({ eventID }), objectEvent({ eventID })]))).toEqual(['duplicate-event-id /epcisBody/eventList/1']);
  }); // biome-ignore format: one line
  test('events of the future, by the clock of the caller', async () => {
    const given = text([objectEvent()]);
    expect(await codes(given, { now: Date.parse('2026-05-01T07:59:59Z') })).toEqual(['future-event /epcisBody/eventList/0/eventTime']);
    expect(await codes(given, { now: Date.parse('2026-05-01T08:00:00Z') })).toEqual([]);
  }); // biome-ignore format: one line
  test('a bare event, a list of events, a query result, capture jobs', async () => {
    const bare = { '@context': context, ...objectEvent() };
    expect(await codes(JSON.stringify(bare))).toEqual([]);
    expect(await codes(JSON.stringify([bare, bare]))).toEqual([]);
    const result = { queryName: 'SimpleEventQuery', resultsBody: { eventList: [objectEvent()] } };
    const answer = epcisDocument([], { type: 'EPCISQueryDocument', epcisBody: { queryResults: result } });
    const { document, events } = await readAll(JSON.stringify(answer));
    expect([document.kind, document.queryName, events[0]!.place]).toEqual(['EPCISQueryDocument', 'SimpleEventQuery', '/epcisBody/queryResults/resultsBody/eventList/0']); // biome-ignore format: one line
    expect((await readAll('[{"captureID":"a","success":true}]')).document.kind).toBe('CaptureJob');
    expect(await codes(JSON.stringify(epcisDocument([], { epcisBody: {} })))).toEqual(['missing-events /epcisBody']);
  });
  test('problems of XML have an XPath, also through the wrappers of 1.2', async () => {
    const wrong = xmlEvent
      .replace('OBSERVE', 'SEE')
      .replace('</ObjectEvent>', '<bizStep>made_up</bizStep></ObjectEvent>');
    const base = '/epcis:EPCISDocument/EPCISBody/EventList';
    expect(await codes(xml(xmlEvent + wrong))).toEqual([`unknown-word ${base}/ObjectEvent[2]/bizStep`, `bad-action ${base}/ObjectEvent[2]/action`]); // biome-ignore format: one line
    const quantity = '<extension><quantityList><quantityElement><epcClass>nothing</epcClass></quantityElement></quantityList></extension>'; // biome-ignore format: one line
    expect(await codes(xml(xmlEvent.replace('</ObjectEvent>', `${quantity}</ObjectEvent>`)))).toEqual([
      `bad-uri ${base}/ObjectEvent[1]/extension/quantityList/quantityElement[1]/epcClass`,
    ]);
  });
  test('a million problems are not a million lines', async () => {
    const events = Array.from({ length: 3000 }, () => objectEvent({ action: 'SEE' }));
    expect(await codes(text(events))).toHaveLength(1001);
  });
  test('a reader that stops early stops the source', async () => {
    let asked = 0;
    function* pieces() {
      yield text([]).slice(0, -3);
      for (;;) {
        asked++;
        yield `${JSON.stringify(objectEvent())},`;
      }
    }
    const { events } = await readDocument(pieces());
    for (let i = 0; i < 5; i++) await events.next();
    expect(asked).toBeLessThan(10);
  });
});

describe('digests', () => {
  const eventID = 'urn:uuid:3fa85f64-5717-4562-b3fc-2c963f66afa6';
  const read = async (extra: object) => (await readAll(text([objectEvent(extra)]))).events[0]!.event;
  test('the record digest sees what the event hash leaves out', async () => {
    const declaration = { declarationTime: '2026-05-02T08:00:00Z', reason: 'did_not_occur' };
    const events = await Promise.all([
      read({ eventID }),
      read({ eventID, errorDeclaration: declaration }),
      read({ eventID, errorDeclaration: { ...declaration, reason: 'incorrect_data' } }),
      read({ eventID, errorDeclaration: { ...declaration, correctiveEventIDs: ['urn:uuid:0'] } }),
      read({ eventID: 'urn:uuid:1' }),
      read({ eventID, 'rdfs:comment': 'a' }),
    ]);
    expect(new Set(events.map((event) => eventHash(event))).size).toBe(1);
    expect(new Set(events.map((event) => recordDigest(event))).size).toBe(events.length);
    const recorded = await read({ eventID, recordTime: '2026-05-03T08:00:00Z' });
    expect(recordDigest(recorded)).toBe(recordDigest(events[0]!));
  });
  test('rules that are not published are not guessed', async () => {
    const event = await read({});
    expect(() => eventHash(event, { version: 'CBV2.1' as 'CBV2.0' })).toThrow(RangeError);
  });
  test('order, spelling and form of what is the same do not matter', async () => {
    const a = await read({ epcList: [epc(1), epc(2)], bizStep: 'shipping', 'https://a.example/x': '1.50' });
    const b = await read({ 'https://a.example/x': 1.5, bizStep: 'cbv:BizStep-shipping', eventTime: '2026-05-01T16:00:00.0+08:00', epcList: ['http://shop.example/gtin/09521141012345/21/2?a=b', epc(1)] }); // biome-ignore format: one line
    expect(eventHash(a)).toBe(eventHash(b));
  });
});

describe('queries', () => {
  test('parameters by name and kind', () => {
    expect(validateQuery({ eventType: ['ObjectEvent'], 'EQ_ILMD_x:lot': ['a'], GE_value_KEL: 270, EQ_bizTransaction_po: ['urn:x:1'] })).toEqual([]); // biome-ignore format: one line
    expect(validateQuery({ EQ_bizStep: ['nonsense'], eventCountLimit: 0, GE_made: 1 }).map(({ code }) => code)).toEqual(['bad-parameter', 'bad-parameter', 'unknown-parameter']); // biome-ignore format: one line
    expect(validateQuery({ a: 1 })[0]!.code).toBe('unknown-document');
  });
});

describe('what the other syntax cannot hold', () => {
  const written = async (extra: object) => {
    const { document, stream } = await readAll(text([objectEvent(extra)]));
    return textOf(writeXml(document, stream()));
  };
  test('is refused, not dropped', async () => {
    await expect(written({ 'https://a.example/a b': 1 })).rejects.toThrow(EpcisError);
    await expect(written({ 'https://a.example/a': 'b\u0000' })).rejects.toThrow(EpcisError);
    await expect(written({ 'https://a.example/a': { 'b c': 1 } })).rejects.toThrow(EpcisError);
  });
  test('values of any kind come back from XML', async () => {
    const extra = {
      'https://a.example/a': [
        1,
        1.5,
        true,
        null,
        'x < y & "z"',
        { 'https://a.example/b': ['p', { 'https://b.example/c': '中\n文' }] },
      ],
      'https://a.example/名': '',
    };
    const given = await readAll(text([objectEvent(extra)]));
    const again = await readAll(await textOf(writeXml(given.document, given.stream())));
    expect(again.events[0]!.event).toEqual(given.events[0]!.event);
  });
  test('a URI that looks like a CURIE of the document stays what it was', async () => {
    const typed = xmlEvent.replace('<action>', '<action>').replace('</ObjectEvent>', '<bizStep>example:step</bizStep><example:a xmlns:example="https://ns.example.com/">1</example:a></ObjectEvent>'); // biome-ignore format: one line
    const whole = xml(typed).replace('schemaVersion', 'xmlns:example="https://ns.example.com/" schemaVersion');
    const given = await readAll(whole);
    const again = await readAll(await textOf(writeJson(given.document, given.stream())));
    expect(again.events[0]!.event).toEqual(given.events[0]!.event);
    expect(again.events[0]!.event.bizStep).toBe('example:step');
  });
});
