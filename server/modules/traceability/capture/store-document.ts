/** What a document brings besides its events: its header, the prefixes of its namespaces, master data. */
import { sql } from 'kysely';
import { type EpcisDocument, type Extension, standardPrefixes } from '../../../../packages/epcis/index.ts';
import type { Tx } from '../../../db/connect.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { canonicalId } from '../flatten-event.ts';
import type { CaptureOf } from '../store-events.ts';

export async function storeDocument(tx: Tx, clock: Clock, capture: CaptureOf, document: EpcisDocument): Promise<void> {
  const { kind, schemaVersion, creationDate, id, sender, receiver, instanceIdentifier, header, extensions } = document;
  const said = { kind, schemaVersion, creationDate, id, sender, receiver, instanceIdentifier, header, extensions };
  await tx
    .updateTable('epcis_capture')
    .set({ header: JSON.stringify(said) })
    .where('id', '=', capture.id)
    .execute();
  const prefixes = Object.entries(document.prefixes).map(([prefix, namespace]) => ({ prefix, namespace }));
  if (prefixes.length > 0)
    await sql`insert into epcis_prefix (namespace, prefix) select distinct on (namespace) namespace, prefix
      from json_to_recordset(${JSON.stringify(prefixes)}::json) as given (namespace text, prefix text)
      on conflict (namespace) do nothing`.execute(tx);
  const { attributes, children } = masterData(document);
  if (attributes.length > 0)
    await sql`insert into epcis_master (id, vocabulary, attribute, value, capture_id, recorded_at, organization_id, region_code)
      select id, vocabulary, attribute, value, ${capture.id}, ${clock.now()}, ${capture.organizationId}, ${capture.regionCode}
      from json_to_recordset(${JSON.stringify(attributes)}::json)
        as given (id text, vocabulary text, attribute text, value text)`.execute(tx);
  if (children.length > 0)
    await sql`insert into epcis_within (child, parent, capture_id, organization_id, region_code)
      select distinct child, parent, ${capture.id}::uuid, ${capture.organizationId}, ${capture.regionCode}
      from json_to_recordset(${JSON.stringify(children)}::json) as given (child text, parent text)
      on conflict do nothing`.execute(tx);
}

type Attribute = { id: string; vocabulary: string; attribute: string; value: string };

/** Attributes and children of all vocabulary elements (EPCIS 2.0, 6.5 and 9.4), whatever form the reader gave them. */
function masterData({ vocabularies, prefixes }: EpcisDocument): {
  attributes: Attribute[];
  children: { child: string; parent: string }[];
} {
  const attributes: Attribute[] = [];
  const known = { ...standardPrefixes, ...prefixes };
  /** Attributes are asked by their full names. */
  const wholeOf = (name: string) => {
    const [, prefix, local] = /^([A-Za-z][\w.-]*):(?!\/\/)(.+)$/.exec(name) ?? [];
    return prefix !== undefined && Object.hasOwn(known, prefix) ? `${known[prefix]}${local}` : name;
  };
  const children: { child: string; parent: string }[] = [];
  for (const one of vocabularies) {
    if (!isObject(one)) continue;
    const vocabulary = String(one.type ?? '');
    for (const element of asList(one.vocabularyElementList)) {
      if (!isObject(element) || typeof element.id !== 'string') continue;
      const id = canonicalId(element.id);
      const given = asList(element.attributes);
      // An element without attributes is known all the same.
      if (given.length === 0) attributes.push({ id, vocabulary, attribute: '', value: '' });
      for (const attribute of given)
        if (isObject(attribute) && typeof attribute.id === 'string')
          attributes.push({ id, vocabulary, attribute: wholeOf(attribute.id), value: textOf(attribute.attribute) });
      for (const child of asList(element.children))
        if (typeof child === 'string') children.push({ child: canonicalId(child), parent: id });
    }
  }
  return { attributes, children };
}

const isObject = (value: Extension | undefined): value is { [name: string]: Extension } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const asList = (value: Extension | undefined): Extension[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
const textOf = (value: Extension | undefined): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
