import type { EpcisEvent } from '../../../../packages/epcis/index.ts';

type Doc = {
  kind: string;
  creationDate: string;
  queryName: string;
  subscriptionID?: string | undefined;
  prefixes: Record<string, string>;
};
export function writeJsonDocument(d: Doc, events: readonly EpcisEvent[]): string {
  const used: Record<string, string> = {};
  let n = 0;
  const nameOf = (key: string): string => {
    const [, ns, local] = /^\{(.*)\}(.*)$/.exec(key) ?? [];
    if (ns === undefined) return key;
    let prefix = Object.entries({ ...d.prefixes, ...used }).find(([, v]) => v === ns)?.[0];
    prefix ??= `ext${++n}`;
    used[prefix] = ns;
    return `${prefix}:${local}`;
  };
  const walk = (v: unknown): unknown =>
    Array.isArray(v)
      ? v.map(walk)
      : v && typeof v === 'object'
        ? Object.fromEntries(Object.entries(v).map(([k, x]) => [nameOf(k), walk(x)]))
        : v;
  const eventList = events.map(walk);
  return JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', used],
    type: d.kind,
    schemaVersion: '2.0',
    creationDate: d.creationDate,
    epcisBody: {
      queryResults: { queryName: d.queryName, subscriptionID: d.subscriptionID, resultsBody: { eventList } },
    },
  });
}
export const writeXmlDocument = (_d: Doc, _e: readonly EpcisEvent[], _o: object): string => '<todo/>';
