/** What an event is about: identifiers, quantities, parents and children, inputs and outputs. */
import { canonicalDigitalLink } from '../digital-link/index.ts';
import type { Checker } from './checker.ts';
import type { EpcisEvent, QuantityElement } from './model.ts';

export function checkEpcs(check: Checker, name: string, epcs: readonly unknown[]): void {
  if (!check.list(`/${name}`, name, epcs)) return;
  for (let i = 0; i < epcs.length; i++) check.epc(`/${name}/${i}`, name, epcs[i]);
  check.unique(`/${name}`, epcs);
}

export function checkQuantities(check: Checker, name: string, list: readonly QuantityElement[]): void {
  if (!check.list(`/${name}`, name, list)) return;
  for (const [i, element] of list.entries()) {
    const at = `/${name}/${i}`;
    if (!check.object(at, 'quantityElement', element)) continue;
    const { epcClass, quantity, uom } = element;
    if (epcClass === undefined) check.add('required', at, { field: 'epcClass' });
    check.epc(`${at}/epcClass`, 'epcClass', epcClass);
    if (typeof epcClass === 'string' && namesOneItem(epcClass))
      check.add('class-expected', `${at}/epcClass`, { value: epcClass });
    if (quantity !== undefined && typeof quantity !== 'number') check.kind(`${at}/quantity`, 'quantity', 'number');
    else if (quantity !== undefined && quantity < 0) check.add('bad-quantity', `${at}/quantity`);
    if (uom !== undefined && (typeof uom !== 'string' || !/^[A-Z0-9]{2,3}$/.test(uom)))
      check.add('bad-uom', `${at}/uom`, { value: String(uom) });
    else if (uom !== undefined && quantity === undefined) check.add('uom-without-quantity', `${at}/uom`);
    for (const field in element)
      if (field !== 'epcClass' && field !== 'quantity' && field !== 'uom')
        check.add('not-allowed', `${at}/${field}`, { type: 'quantityElement', field });
  }
}

const oneItem =
  /^https:\/\/id\.gs1\.org\/(?:(?:00|8004|8017|8018)\/|(?:01\/\d{14}|8006\/\d{18})\/21\/|253\/\d{13}.|8003\/\d{14}.)/;

/** An instance in the place of a class. */
function namesOneItem(uri: string): boolean {
  if (uri.startsWith('urn:')) return uri.startsWith('urn:epc:id:');
  const link = canonicalDigitalLink(uri);
  return link !== undefined && oneItem.test(link);
}

const some = (list: readonly unknown[] | undefined): boolean => Array.isArray(list) && list.length > 0;
const actions = new Set<unknown>(['ADD', 'OBSERVE', 'DELETE']);

/** Whether the event says what happened to what. */
export function checkObjects(check: Checker, event: EpcisEvent): void {
  if (event.type === 'TransformationEvent') {
    const inputs = some(event.inputEPCList) || some(event.inputQuantityList);
    const outputs = some(event.outputEPCList) || some(event.outputQuantityList);
    if (!(inputs && outputs) && !((inputs || outputs) && event.transformationID !== undefined))
      check.add('no-transformation', '');
    return;
  }
  const { type, action } = event;
  const standard = type === 'ObjectEvent' || type === 'TransactionEvent' || type === 'AggregationEvent' || type === 'AssociationEvent'; // biome-ignore format: one line
  if (action === undefined) {
    if (standard) check.add('required', '', { field: 'action' });
  } else if (!actions.has(action)) check.add('bad-action', '/action', { value: String(action) });
  if (type === 'ObjectEvent') {
    if (!some(event.epcList) && !some(event.quantityList) && !(some(event.sensorElementList) && event.readPoint))
      check.add('nothing-named', '');
  } else if (type === 'TransactionEvent') checkTransaction(check, event);
  else if (type === 'AggregationEvent' || type === 'AssociationEvent') checkParent(check, event);
}

function checkTransaction(check: Checker, event: EpcisEvent): void {
  if (!some(event.bizTransactionList)) check.add('required', '', { field: 'bizTransactionList' });
  if (event.action === 'DELETE') return;
  if (!some(event.epcList) && !some(event.quantityList) && event.parentID === undefined) check.add('nothing-named', '');
}

function checkParent(check: Checker, event: EpcisEvent): void {
  const { type, action, parentID, childEPCs } = event;
  const details = { type, action: String(action) };
  if (parentID === undefined && (action !== 'OBSERVE' || type === 'AssociationEvent'))
    check.add('no-parent', '', details);
  if (action !== 'DELETE' && !some(childEPCs) && !some(event.childQuantityList)) check.add('no-children', '', details);
  if (parentID !== undefined && Array.isArray(childEPCs)) {
    const at = childEPCs.indexOf(parentID);
    if (at >= 0) check.add('own-child', `/childEPCs/${at}`, { value: parentID });
  }
}
