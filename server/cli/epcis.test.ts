import { spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'zhimai-epcis-'));
afterAll(() => rmSync(folder, { recursive: true }));
const head =
  '{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"x":"https://a.example/"}],' +
  '"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-01-01T00:00:00Z","epcisBody":{"eventList":[';
const event = (serial: number | string, action = 'OBSERVE') =>
  JSON.stringify({
    type: 'ObjectEvent',
    eventID: `urn:uuid:00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
    eventTime: '2026-01-01T08:00:00+08:00',
    eventTimeZoneOffset: '+08:00',
    action,
    bizStep: 'shipping',
    epcList: [`https://id.gs1.org/01/09521141012345/21/${serial}`],
    'x:note': '冷链',
  });
const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
function run(args: string[], node: string[] = []): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, 'server/cli/main.ts', 'epcis', ...args], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  return { code: status, out: stdout, err: stderr };
}
const good = file('good.json', `${head}${event(1)},${event(2)}]}}`);
const bad = file('bad.json', `${head}${event(1)},${event(2, 'SEE')}]}}`);
const cut = file('cut.json', `${head}${event(1)},${event(2)}`);

describe('epcis check', () => {
  test('0 for what is right, 1 with the place and both languages for what is not', () => {
    const fine = run(['check', good]);
    expect([fine.code, fine.out]).toEqual([0, expect.stringContaining('2 events, 0 errors')]);
    const wrong = run(['check', bad]);
    expect(wrong.code).toBe(1);
    expect(wrong.out).toContain('/epcisBody/eventList/1/action');
    expect(wrong.out).toMatch(/只能是.*ADD, OBSERVE or DELETE/);
    const printed = JSON.parse(run(['check', bad, '--json']).out);
    expect(printed).toMatchObject({ kind: 'EPCISDocument', events: 2, errors: 1, problems: [{ code: 'bad-action' }] });
  });
  test('a cut file is no valid file; a missing one is a failure', () => {
    expect(run(['check', cut]).code).toBe(1);
    expect(run(['check', join(folder, 'none.json')]).code).toBe(2);
    expect(run(['look', good]).code).toBe(2);
  });
});

describe('epcis hash', () => {
  test('a line for each event, the same from XML', () => {
    const { code, out } = run(['hash', good]);
    expect(code).toBe(0);
    expect(out).toMatch(/^(ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0\n){2}$/);
    const xml = file('good.xml', run(['convert', good, '--to', 'xml']).out);
    expect(run(['hash', xml, '--digest']).out).toBe(run(['hash', good, '--digest']).out);
    expect(run(['hash', good, '--pre']).out).toContain('{https://a.example/}note=冷链');
  });
  test('what was read before the end is printed, and the end is no success', () => {
    const { code, out, err } = run(['hash', cut]);
    expect([code, out.split('\n').filter(Boolean).length, err]).toEqual([1, expect.any(Number), expect.stringContaining('不完整')]); // biome-ignore format: one line
  });
});

describe('epcis convert', () => {
  test('there and back', () => {
    const xml = join(folder, 'there.xml');
    expect(run(['convert', good, '--to', 'xml', '--out', xml])).toEqual({ code: 0, out: '', err: '' });
    const back = run(['convert', xml, '--to', 'json']);
    expect(JSON.parse(back.out).epcisBody.eventList).toEqual(
      JSON.parse(readFileSync(good, 'utf8')).epcisBody.eventList,
    );
  });
  test('nothing is written for what is wrong', () => {
    for (const source of [bad, cut]) {
      const target = join(folder, 'never.xml');
      const { code, out } = run(['convert', source, '--to', 'xml', '--out', target]);
      expect([code, out, existsSync(target), existsSync(`${target}.part`)]).toEqual([1, '', false, false]);
    }
    expect(run(['convert', good, '--to', 'yaml']).code).toBe(2);
  });
});

test('a document whose events would not fit into the memory it may use', async () => {
  const large = join(folder, 'large.json');
  const count = 60_000;
  const pieces = function* () {
    yield head;
    for (let i = 0; i < count; i++) yield (i > 0 ? ',' : '') + event(i);
    yield ']}}';
  };
  await pipeline(Readable.from(pieces()), createWriteStream(large));
  const small = ['--max-old-space-size=48'];
  expect(run(['check', large], small)).toMatchObject({ code: 0, out: expect.stringContaining(`${count} events`) });
  const { code, out } = run(['hash', large], small);
  expect([code, out.split('\n').length]).toEqual([0, count + 1]);
  const xml = join(folder, 'large.xml');
  expect(run(['convert', large, '--to', 'xml', '--out', xml], small).code).toBe(0);
  expect(run(['check', xml], small).code).toBe(0);
});

test('an event without a form to hash has a dash for its line', () => {
  const broken = file(
    'broken.json',
    `${head}${event(1)},{"type":"ObjectEvent","sensorElementList":[null]},${event(2)}]}}`,
  );
  const { code, out, err } = run(['hash', broken]);
  expect([code, out.split('\n').map((one) => one[0] ?? '')]).toEqual([1, ['n', '-', 'n', '']]);
  expect(err).toContain('/epcisBody/eventList/1');
});
