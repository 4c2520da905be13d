/** EPC URIs (GS1 EPC Tag Data Standard 2.0 §6, §8) as canonical GS1 Digital Link URIs (§6.4 there; CBV 2.0 §8.9). */
import { gs1CheckValue } from '../identifiers/index.ts';
import { type EpcScheme, epcSchemes } from './epc-schemes.ts';
import { isPlain, percentDecode, percentEncode } from './percent.ts';

export const CANONICAL_STEM = 'https://id.gs1.org';

const schemes = new Map(Object.entries(epcSchemes));

/**
 * A pure identity (`urn:epc:id:`), a class (`urn:epc:class:lgtin:`) or a pattern that leaves only the serial open
 * (`urn:epc:idpat:….*`) as the canonical Digital Link; undefined for anything else or a wrong form. Called for every
 * identifier of every event, so it walks the text once.
 */
export function epcUriToDigitalLink(uri: string): string | undefined {
  if (!uri.startsWith('urn:epc:')) return undefined;
  const pattern = uri.startsWith('idpat:', 8);
  const classes = !pattern && uri.startsWith('class:', 8);
  if (!pattern && !classes && !uri.startsWith('id:', 8)) return undefined;
  const start = pattern || classes ? 14 : 11;
  const colon = uri.indexOf(':', start);
  if (colon < 0) return undefined;
  const name = uri.slice(start, colon);
  const scheme = schemes.get(name);
  if (scheme === undefined || (classes ? name !== 'lgtin' : name === 'lgtin' && !pattern)) return undefined;
  const dot = uri.indexOf('.', colon);
  if (dot < 0) return undefined;
  const prefix = uri.slice(colon + 1, dot);
  if (prefix.length < 6 || prefix.length > 12 || !isDigits(prefix)) return undefined;
  return scheme.digits === 0
    ? withTextReference(scheme, prefix, uri, dot + 1, pattern)
    : withNumber(scheme, prefix, uri, dot + 1, pattern);
}

function withNumber(scheme: EpcScheme, prefix: string, uri: string, from: number, pattern: boolean) {
  const length = scheme.digits - prefix.length;
  const reference = uri.slice(from, from + length);
  if (reference.length !== length) return undefined;
  const body = scheme.indicator ? reference[0] + prefix + reference.slice(1) : prefix + reference;
  const check = gs1CheckValue(body);
  if (check < 0) return undefined;
  let at = from + length;
  let link = `${CANONICAL_STEM}/${scheme.ai}/${scheme.lead ?? ''}${body}${check}`;
  if (scheme.pieces) {
    if (uri[at] !== '.' || uri[at + 3] !== '.') return undefined;
    const pieces = uri.slice(at + 1, at + 3) + uri.slice(at + 4, at + 6);
    if (pieces.length !== 4 || !isDigits(pieces)) return undefined;
    link += pieces;
    at += 6;
  }
  if (scheme.serialAi === undefined) return at === uri.length ? link : undefined;
  if (uri[at] !== '.') return undefined;
  const text = uri.slice(at + 1);
  if (pattern && text === '*') return link;
  if (scheme.serialAi === '254' && text === '0') return link;
  const serial = canonicalSerial(text, scheme);
  if (serial === undefined) return undefined;
  return scheme.serialAi === '' ? link + serial : `${link}/${scheme.serialAi}/${serial}`;
}

/** Asset, consignment and part references are text that follows the company prefix directly. */
function withTextReference(scheme: EpcScheme, prefix: string, uri: string, from: number, pattern: boolean) {
  const hasSerial = scheme.serialAi !== undefined;
  const end = hasSerial ? uri.lastIndexOf('.') : uri.length;
  if (end <= from) return undefined;
  const text = uri.slice(from, end);
  if (pattern && text === '*') return undefined;
  const reference = canonicalText(text, 30 - prefix.length);
  if (reference === undefined) return undefined;
  const link = `${CANONICAL_STEM}/${scheme.ai}/${prefix}${reference}`;
  if (!hasSerial) return link;
  // A part's reference is of CSET 39 (digits, capitals, # - /), without small letters and points.
  if (!/^(?:[0-9A-Z-]|%23|%2F)+$/.test(reference)) return undefined;
  const tail = uri.slice(end + 1);
  if (pattern && tail === '*') return link;
  const serial = canonicalSerial(tail, scheme);
  return serial === undefined ? undefined : `${link}/${scheme.serialAi}/${serial}`;
}

function canonicalSerial(text: string, scheme: EpcScheme): string | undefined {
  if (scheme.serialDigits && !isDigits(text)) return undefined;
  return canonicalText(text, scheme.serialMax!);
}

/** In an EPC URI only `" % & / < > ?` (in a part number also `#`) are escaped; a Digital Link escapes more. */
function canonicalText(text: string, max: number): string | undefined {
  if (text === '') return undefined;
  if (isPlain(text)) return text.length <= max && !text.includes('~') ? text : undefined;
  const value = percentDecode(text);
  if (
    value === undefined ||
    value.length > max ||
    !/^[!-?A-Z_a-z]+$/.test(value) ||
    /[^!%'()*+,\-.0-9:;=A-Z_a-z]/.test(text)
  )
    return undefined;
  return percentEncode(value);
}

function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return text !== '';
}
