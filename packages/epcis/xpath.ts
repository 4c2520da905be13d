/** The place of a field in an XML event, from its pointer in the model. */
import { splitClark } from './iri.ts';
import { isExtensionName } from './model.ts';

const items: Readonly<Record<string, string>> = {
  epcList: 'epc', childEPCs: 'epc', inputEPCList: 'epc', outputEPCList: 'epc', quantityList: 'quantityElement',
  childQuantityList: 'quantityElement', inputQuantityList: 'quantityElement', outputQuantityList: 'quantityElement',
  bizTransactionList: 'bizTransaction', sourceList: 'source', destinationList: 'destination',
  sensorElementList: 'sensorElement', correctiveEventIDs: 'correctiveEventID',
}; // biome-ignore format: pairs
/** Lists without an element around them. */
const repeated = new Set(['certificationInfo', 'sensorReport', 'set', 'unset']);
const valueOfParent = new Set(['bizTransaction', 'source', 'destination']);

export function xpathOf(event: string, pointer: string, wrapped: Readonly<Record<string, string>> = {}): string {
  const parts = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  let path = event;
  let attributes = false;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    const next = parts[i + 1];
    const index = next !== undefined && /^\d+$/.test(next) ? Number(next) + 1 : undefined;
    if (i === 0 && Object.hasOwn(wrapped, part)) path += `/${wrapped[part]!.slice(0, -1)}`;
    if (index !== undefined && repeated.has(part)) {
      path += `/${part}[${index}]`;
      i++;
      attributes = part === 'sensorReport';
    } else if (index !== undefined && items[part] !== undefined) {
      path += `/${part}/${items[part]}[${index}]`;
      i++;
    } else if (isExtensionName(part)) path += `/*[local-name()='${splitClark(part).local}']`;
    else if (attributes || (part === 'type' && i > 0)) path += `/@${part}`;
    else if (!valueOfParent.has(part)) {
      path += `/${part}`;
      attributes = part === 'sensorMetadata';
    }
  }
  return path;
}
