/** Sensor elements: the kinds of their values, and what metadata and reports may say together. */
import type { Checker } from './checker.ts';
import type { SensorElement, SensorReport } from './model.ts';
import { vocabularies } from './vocabulary.ts';

type Kind = 'uri' | 'time' | 'number' | 'text' | 'boolean' | 'hex' | 'measurement' | 'alert' | 'component';

const both: Readonly<Record<string, Kind>> = {
  time: 'time',
  deviceID: 'uri',
  deviceMetadata: 'uri',
  rawData: 'uri',
  dataProcessingMethod: 'uri',
  bizRules: 'uri',
};
const metadataKinds = new Map<string, Kind>(Object.entries({ ...both, startTime: 'time', endTime: 'time' }));
const numbers = ['value', 'minValue', 'maxValue', 'meanValue', 'sDev', 'percRank', 'percValue'];
const reportKinds = new Map<string, Kind>([
  ...Object.entries(both),
  ...numbers.map((name): [string, Kind] => [name, 'number']),
  ['type', 'measurement'],
  ['exception', 'alert'],
  ['component', 'component'],
  ['microorganism', 'uri'],
  ['chemicalSubstance', 'uri'],
  ['coordinateReferenceSystem', 'uri'],
  ['uriValue', 'uri'],
  ['stringValue', 'text'],
  ['uom', 'text'],
  ['booleanValue', 'boolean'],
  ['hexBinaryValue', 'hex'],
]);
/** The fields that the schema reads as numbers, for readers of XML. */
export const sensorNumbers: ReadonlySet<string> = new Set(numbers);

export function checkSensors(check: Checker, list: readonly SensorElement[]): void {
  if (!check.list('/sensorElementList', 'sensorElementList', list)) return;
  for (const [i, element] of list.entries()) {
    const at = `/sensorElementList/${i}`;
    if (!check.object(at, 'sensorElement', element)) continue;
    for (const field in element)
      if (field !== 'sensorMetadata' && field !== 'sensorReport' && !check.isExtension(field))
        check.unknownField(at, field);
    const { sensorMetadata, sensorReport } = element;
    if (sensorMetadata !== undefined && check.object(`${at}/sensorMetadata`, 'sensorMetadata', sensorMetadata)) {
      checkFields(check, `${at}/sensorMetadata`, sensorMetadata, metadataKinds);
      const { startTime, endTime } = sensorMetadata;
      if (typeof startTime === 'string' && typeof endTime === 'string' && Date.parse(startTime) > Date.parse(endTime))
        check.add('time-order', `${at}/sensorMetadata`);
    }
    if (sensorReport === undefined) {
      check.add('no-report', at);
      continue;
    }
    if (!check.list(`${at}/sensorReport`, 'sensorReport', sensorReport)) continue;
    if (sensorReport.length === 0) check.add('no-report', `${at}/sensorReport`);
    for (const [j, report] of sensorReport.entries())
      checkReport(check, `${at}/sensorReport/${j}`, report, sensorMetadata);
  }
}

function checkReport(
  check: Checker,
  at: string,
  report: SensorReport,
  metadata: SensorElement['sensorMetadata'],
): void {
  if (!check.object(at, 'sensorReport', report)) return;
  checkFields(check, at, report, reportKinds);
  // An alert alone says enough: GS1's schema asks for a type all the same.
  if (report.type === undefined && report.exception === undefined) check.add('report-empty', at);
  if (metadata === null || typeof metadata !== 'object') return;
  for (const name in both)
    if (name in metadata && name in report) check.add('attribute-twice', `${at}/${name}`, { field: name });
}

function checkFields(check: Checker, at: string, fields: object, kinds: ReadonlyMap<string, Kind>): void {
  for (const name in fields) {
    const value = (fields as Record<string, unknown>)[name];
    const kind = kinds.get(name);
    if (kind === undefined) {
      if (!check.isExtension(name)) check.unknownField(at, name);
    } else checkValue(check, `${at}/${name}`, name, value, kind);
  }
}

function checkValue(check: Checker, at: string, name: string, value: unknown, kind: Kind): void {
  switch (kind) {
    case 'uri':
      check.epc(at, name, value);
      return;
    case 'time':
      check.time(at, name, value);
      return;
    case 'number':
      if (typeof value !== 'number') check.kind(at, name, 'number');
      return;
    case 'boolean':
      if (typeof value !== 'boolean') check.kind(at, name, 'boolean');
      return;
    case 'text':
      if (typeof value !== 'string') check.kind(at, name, 'text');
      return;
    case 'hex':
      if (typeof value !== 'string' || !/^[0-9A-Fa-f]+$/.test(value))
        check.add('bad-hex', at, { value: String(value) });
      return;
    case 'measurement':
      // GS1's own examples use kinds that its list does not have.
      if (typeof value === 'string' && /^[A-Z]\w*$/.test(value)) {
        if (!vocabularies.measurement.words.has(value)) check.add('unknown-measurement', at, { value });
        return;
      }
      check.word(at, value, vocabularies.measurement);
      return;
    default:
      check.word(at, value, vocabularies[kind]);
  }
}
