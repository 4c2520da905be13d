/**
 * One value in the form that the event hash uses (CBV 2.0 §8.9). Where the text leaves something open, the published
 * vectors and what computed them decide.
 */
import { canonicalDigitalLink, epcUriToDigitalLink } from '../digital-link/index.ts';
import { CBV, EPCIS_VOC, GS1_VOC } from './vocabulary.ts';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const urnStems: readonly (readonly [string, string])[] = [
  ['bizstep:', 'BizStep-'],
  ['disp:', 'Disp-'],
  ['btt:', 'BTT-'],
  ['sdt:', 'SDT-'],
  ['er:', 'ER-'],
];
const URN_CBV = 'urn:epcglobal:cbv:';

export function canonicalValue(given: string): string {
  const text = trim(given);
  switch (text.charCodeAt(0)) {
    case 104: // h
    case 72:
      return canonicalDigitalLink(text) ?? text;
    case 117: // u
      if (text.startsWith('urn:epc:')) return epcUriToDigitalLink(text) ?? text;
      return text.startsWith(URN_CBV) ? webForm(text) : text;
    case 103: // g
      return text.startsWith('gs1:') ? GS1_VOC + text.slice(4) : text;
    case 99: // c
      return text.startsWith('cbv:') ? CBV + text.slice(4) : text;
    case 101: // e
      return text.startsWith('epcis:') ? EPCIS_VOC + text.slice(6) : text;
    case 43:
    case 45:
    case 46:
    case 48:
    case 49:
    case 50:
    case 51:
    case 52:
    case 53:
    case 54:
    case 55:
    case 56:
    case 57: // biome-ignore format: digits
      return NUMBER.test(text) ? canonicalNumber(Number(text)) : text;
    default:
      return text;
  }
}

function trim(text: string): string {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  return first > 32 && first < 128 && last > 32 && last < 128 ? text : text.trim();
}

function webForm(text: string): string {
  for (const [urn, stem] of urnStems)
    if (text.startsWith(urn, URN_CBV.length)) return CBV + stem + text.slice(URN_CBV.length + urn.length);
  return text;
}

/**
 * Whole numbers in all their digits, others with as few as tell them apart; below 0.0001 with an exponent of two digits,
 * as the reference implementation writes them.
 */
export function canonicalNumber(value: number): string {
  if (Number.isInteger(value))
    return Math.abs(value) < 1e21 ? String(value === 0 ? 0 : value) : BigInt(value).toString();
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 1e-4) return String(value);
  const [digits, exponent] = value.toExponential().split('e-');
  return `${digits}e-${exponent!.padStart(2, '0')}`;
}

const TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:Z|z|([+-])(\d\d):?(\d\d))$/;
let lastTime = '';
let lastCanonical = '';

/** UTC with milliseconds, the fourth decimal place rounded half up. What is no time stays as it is. */
export function canonicalTime(given: string): string {
  // Events of one document often share their times.
  if (given === lastTime) return lastCanonical;
  lastCanonical = toUtc(trim(given));
  lastTime = given;
  return lastCanonical;
}

function toUtc(text: string): string {
  const parts = TIME.exec(text);
  if (!parts) return text;
  const fraction = parts[7] ?? '';
  if (parts[8] === undefined && fraction.length < 4 && Number(parts[4]) < 24 && parts[6] !== '60')
    return `${text.slice(0, 10)}T${text.slice(11, 16)}:${parts[6] ?? '00'}.${fraction.padEnd(3, '0')}Z`;
  let ms = fraction === '' ? 0 : Number(fraction.slice(0, 3).padEnd(3, '0'));
  if (fraction.length > 3 && fraction.charCodeAt(3) >= 53) ms++;
  const offset = parts[8] ? (Number(parts[9]) * 60 + Number(parts[10])) * (parts[8] === '-' ? -1 : 1) : 0;
  const year = Number(parts[1]);
  let time = Date.UTC(
    year,
    Number(parts[2]) - 1,
    Number(parts[3]),
    Number(parts[4]),
    Number(parts[5]),
    Number(parts[6] ?? 0),
    ms,
  );
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  if (year < 100) time = new Date(time).setUTCFullYear(year);
  const utc = new Date(time - offset * 60_000).toISOString();
  return utc.length === 24 ? utc : text;
}
