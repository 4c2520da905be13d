/** EPC URIs of elements (GS1 EPC Tag Data Standard 2.0 §6.3, §7): the way back from element string or Digital Link. */
import { findAi } from './ai.ts';
import type { PlainElement } from './build-link.ts';
import { checkValue } from './check-value.ts';
import { type EpcScheme, epcSchemes } from './epc-schemes.ts';
import { type Problem, problem } from './problems.ts';

export type EpcAnswer = { ok: true; uri: string } | { ok: false; problems: Problem[] };

/** Schemes of a key, those first that need a qualifier. */
const candidates: Readonly<Record<string, readonly string[]>> = {
  '01': ['sgtin', 'upui', 'lgtin'], '00': ['sscc'], '253': ['gdti'], '255': ['sgcn'], '401': ['ginc'], '402': ['gsin'],
  '414': ['sgln'], '417': ['pgln'], '8003': ['grai'], '8004': ['giai'], '8006': ['itip'], '8010': ['cpi'],
  '8017': ['gsrnp'], '8018': ['gsrn'],
}; // biome-ignore format: pairs

/**
 * The EPC of the first key with an EPC scheme: of the thing if there is a serial, of its class (`idpat`, for lots `class`)
 * if not. How long the company prefix is stands in no element: GS1 says it to those who ask.
 */
export function epcUriOfElements(elements: readonly PlainElement[], prefixLength: number): EpcAnswer {
  if (!Number.isInteger(prefixLength) || prefixLength < 6 || prefixLength > 12) return failed('prefix-length');
  const values = new Map(elements.map(({ ai, value }) => [ai, value]));
  const key = elements.find(({ ai }) => ai in candidates);
  if (key === undefined) return failed('no-epc');
  const names = candidates[key.ai]!;
  const name = names.find((each) => values.has(epcSchemes[each]!.serialAi ?? key.ai)) ?? names[0]!;
  const scheme = epcSchemes[name]!;
  const found = [key.ai, scheme.serialAi]
    .map((ai) => (ai && values.has(ai) ? checkValue(findAi(ai)!, values.get(ai)!) : undefined))
    .find((each) => each !== undefined);
  if (found !== undefined) return { ok: false, problems: [found] };
  const text = scheme.digits === 0 ? textBody(key.value, prefixLength) : numberBody(scheme, key.value, prefixLength);
  if (text === undefined) return failed('no-epc');
  return { ok: true, uri: withSerial(name, scheme, text, serialOf(scheme, key, values)) };
}

const failed = (code: 'prefix-length' | 'no-epc'): EpcAnswer => ({ ok: false, problems: [problem(code, 0)] });

function numberBody(scheme: EpcScheme, value: string, prefixLength: number): string | undefined {
  const lead = scheme.lead ?? '';
  if (!value.startsWith(lead)) return undefined;
  const body = value.slice(lead.length, lead.length + scheme.digits);
  const indicator = scheme.indicator ? body[0]! : '';
  const rest = body.slice(indicator.length);
  const text = `${rest.slice(0, prefixLength)}.${indicator}${rest.slice(prefixLength)}`;
  if (!scheme.pieces) return text;
  const pieces = value.slice(14);
  return `${text}.${pieces.slice(0, 2)}.${pieces.slice(2)}`;
}

function textBody(value: string, prefixLength: number): string | undefined {
  const prefix = value.slice(0, prefixLength);
  const reference = value.slice(prefixLength);
  if (reference === '' || !/^\d+$/.test(prefix)) return undefined;
  return `${prefix}.${escapeEpc(reference)}`;
}

function serialOf(scheme: EpcScheme, key: PlainElement, values: ReadonlyMap<string, string>): string | undefined {
  if (scheme.serialAi === undefined) return undefined;
  if (scheme.serialAi !== '') return values.get(scheme.serialAi);
  return key.value.slice((scheme.lead ?? '').length + scheme.digits + 1) || undefined;
}

function withSerial(name: string, scheme: EpcScheme, body: string, serial: string | undefined): string {
  if (scheme.serialAi === undefined) return `urn:epc:id:${name}:${body}`;
  if (serial !== undefined) return `urn:epc:${name === 'lgtin' ? 'class' : 'id'}:${name}:${body}.${escapeEpc(serial)}`;
  // A place without extension is the place itself; a GTIN without serial is a class of things.
  return name === 'sgln' ? `urn:epc:id:sgln:${body}.0` : `urn:epc:idpat:${name}:${body}.*`;
}

/** Signs that an EPC URI does not hold as they are (TDS, annex A). */
const escapeEpc = (text: string): string =>
  text.replace(/["#%&/<>?]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
