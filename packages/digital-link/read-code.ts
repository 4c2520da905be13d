/** One interface to all code systems: which is it, what does it say, does it hold. */
import {
  checkGtin, checkUscc, hasGs1CheckDigit, matchUrlTemplate, type NameAnswer, normalizeUscc, readEcode, readHandle, readMa,
  readOid, type UrlTemplate, type UsccFault,
} from '../identifiers/index.ts'; // biome-ignore format: one list
import type { Element } from './associations.ts';
import { buildDigitalLink } from './build-link.ts';
import { decompressDigitalLink } from './decompress.ts';
import { parseElementString } from './element-string.ts';
import { CANONICAL_STEM, epcUriToDigitalLink } from './epc-uri.ts';
import { parseDigitalLink } from './parse-link.ts';
import { type Problem, problem, problemText } from './problems.ts';
import { readProductUrl } from './product-url.ts';

export type CodeSystem =
  | 'gs1-element-string'
  | 'gs1-digital-link'
  | 'gs1-digital-link-compressed'
  | 'gtin'
  | 'sscc'
  | 'epc-uri'
  | 'gb-33993-national'
  | 'gb-33993-vendor'
  | 'batch-url'
  | 'uscc'
  | 'oid'
  | 'ma'
  | 'handle'
  | 'ecode'
  | 'url'
  | 'unknown';
// biome-ignore format: a list

export type CodeProblem = Problem & { zh: string; en: string };
export type CodeReading = {
  system: CodeSystem;
  /** The one way of writing it; what was given, if the system has no such way or the code does not hold. */
  normalised: string;
  valid: boolean;
  /** false: recognised and handed on, because the rules of the system are not public. */
  checked: boolean;
  parts: Record<string, string>;
  /** Element by element, for GS1's systems. */
  elements: { ai: string; title: string; value: string }[];
  /** The identifier as a canonical Digital Link, by which events and codes compare. */
  digitalLink?: string;
  problems: CodeProblem[];
};

export type ReadOptions = {
  /** Addresses of batch pages, set up by those who use them. */
  batchUrls?: readonly UrlTemplate[];
  /** Hosts of the national platform of GB/T 33993. */
  nationalHosts?: readonly string[];
};

const MAX_LENGTH = 8191;

export function readCode(text: string, options: ReadOptions = {}): CodeReading {
  const given = text.trim();
  const offset = text.indexOf(given);
  const reading = readTrimmed(given, options);
  if (offset > 0) reading.problems = reading.problems.map((each) => ({ ...each, at: each.at + offset }));
  return reading;
}

function readTrimmed(text: string, options: ReadOptions): CodeReading {
  if (text === '') return make('unknown', text, { problems: [problem('empty', 0)] });
  if (text.length > MAX_LENGTH)
    return make('unknown', text, { problems: [problem('too-long', MAX_LENGTH, 0, { max: String(MAX_LENGTH) })] });
  if (/^https?:\/\//i.test(text)) return readUrl(text, options);
  if (/^urn:epc:/i.test(text)) return readEpc(text);
  return readMarked(text) ?? readNumber(text) ?? readPlain(text);
}

type Found = Partial<Pick<CodeReading, 'normalised' | 'parts' | 'checked' | 'digitalLink'>> & {
  problems?: Problem[];
  elements?: readonly Element[];
};

function make(system: CodeSystem, text: string, found: Found): CodeReading {
  const { problems = [], elements = [], digitalLink, normalised = text, parts = {}, checked = true } = found;
  return {
    system,
    normalised,
    valid: problems.length === 0,
    checked,
    parts,
    elements: elements.map(({ ai, value, entry }) => ({ ai, title: entry.title, value })),
    ...(digitalLink === undefined ? {} : { digitalLink }),
    problems: problems.map((each) => ({ ...each, zh: problemText(each, 'zh'), en: problemText(each, 'en') })),
  };
}

/** The elements of a code that holds, as parts by AI and as the canonical link. */
function ofElements(system: CodeSystem, text: string, elements: readonly Element[], problems: Problem[]): CodeReading {
  const link = problems.length === 0 ? buildDigitalLink(elements, { sorted: true }) : undefined;
  const parts = Object.fromEntries(elements.map(({ ai, value }) => [ai, value]));
  const uri = link?.ok ? link.uri : undefined;
  return make(system, text, {
    elements,
    problems,
    parts,
    ...(uri === undefined ? {} : { normalised: uri, digitalLink: uri }),
  });
}

function readUrl(url: string, options: ReadOptions): CodeReading {
  for (const { id, template } of options.batchUrls ?? []) {
    const fields = matchUrlTemplate(template, url);
    if (fields !== undefined) return ofFields('batch-url', url, { template: id, ...fields });
  }
  const national = readProductUrl(url, options.nationalHosts);
  if (national?.form === 'national') return ofFields('gb-33993-national', url, national.fields);
  const link = parseDigitalLink(url, { zeroSuppressedGtin: true });
  if (link.key !== undefined) return ofElements('gs1-digital-link', url, link.elements, link.problems);
  if (national !== undefined) return ofFields('gb-33993-vendor', url, national.fields);
  const handle = readHandle(url);
  if (handle !== undefined) return ofName('handle', url, handle, 'RFC 3651');
  const unpacked = decompressDigitalLink(url);
  if (unpacked.ok) {
    const { elements, problems } = parseDigitalLink(unpacked.uri);
    return ofElements('gs1-digital-link-compressed', url, elements, problems);
  }
  const illegal = link.problems.filter(({ code }) => code !== 'no-key');
  return make('url', url, { checked: false, problems: illegal });
}

/** Fields of an address: a GTIN among them must hold, and makes a Digital Link with batch and serial. */
function ofFields(system: CodeSystem, url: string, fields: Record<string, string>): CodeReading {
  if (fields.gtin === undefined) return make(system, url, { parts: fields });
  const answer = checkGtin(fields.gtin);
  if (!answer.ok) return make(system, url, { parts: fields, problems: [gtinProblem(answer, url, fields.gtin)] });
  const named = [['01', answer.gtin], ['10', fields.batch], ['21', fields.serial]] as const; // biome-ignore format: pairs
  const elements = named.flatMap(([ai, value]) => (value === undefined ? [] : [{ ai, value }]));
  const link = buildDigitalLink(elements);
  if (!link.ok)
    return make(system, url, {
      parts: fields,
      problems: link.problems.map((each) => ({ ...each, at: 0, length: url.length })),
    });
  return {
    ...make(system, url, { parts: { ...fields, gtin: answer.gtin }, digitalLink: link.uri }),
    elements: readElements(link.uri),
  };
}

const readElements = (uri: string) =>
  parseDigitalLink(uri).elements.map(({ ai, value, entry }) => ({ ai, title: entry.title, value }));

function gtinProblem(answer: Exclude<ReturnType<typeof checkGtin>, { ok: true }>, text: string, gtin: string): Problem {
  const at = Math.max(0, text.indexOf(gtin));
  if (answer.reason === 'check-digit')
    return problem('check-digit', at + gtin.length - 1, 1, { expected: answer.expected });
  return answer.reason === 'length'
    ? problem('length', at, gtin.length, { expected: '8, 12, 13, 14' })
    : problem('code-characters', at, gtin.length);
}

function readEpc(text: string): CodeReading {
  const digitalLink = epcUriToDigitalLink(text);
  if (digitalLink !== undefined)
    return { ...make('epc-uri', text, { digitalLink }), elements: readElements(digitalLink) };
  // Schemes without a GS1 key (gid, adi, bic, imovn, usdod) are EPCs too.
  if (/^urn:epc:id:(?:gid|adi|bic|imovn|usdod):[!-~]+$/.test(text)) return make('epc-uri', text, { checked: false });
  return make('epc-uri', text, { problems: [problem('form', 0, text.length, { standard: 'GS1 TDS' })] });
}

function ofName(system: CodeSystem, text: string, answer: NameAnswer, standard: string): CodeReading {
  if (!answer.ok) return make(system, text, { problems: [problem('form', answer.at, 0, { standard })] });
  const { normalised, parts, checked } = answer;
  return make(system, text, { normalised, parts, checked });
}

const names = [
  ['ecode', readEcode, 'GB/T 31866'],
  ['oid', readOid, 'ITU-T X.660'],
  ['ma', readMa, 'ISO/IEC 15459'],
  ['handle', readHandle, 'RFC 3651'],
] as const;

/** What shows by its first signs what it is. */
function readMarked(text: string): CodeReading | undefined {
  if (text.startsWith('\u001d') || /^(?:\(\d|\](?:C1|d2|Q3|e0|J1)|\^\d)/.test(text)) return readElementString(text);
  for (const [system, read, standard] of names) {
    const answer = read(text);
    if (answer !== undefined) return ofName(system, text, answer, standard);
  }
  return undefined;
}

function readElementString(text: string): CodeReading {
  const { elements, problems } = parseElementString(text);
  return ofElements('gs1-element-string', text, elements, problems);
}

/** Digits only: item numbers and logistic units; a credit code may be digits only too, and then both checks decide. */
function readNumber(text: string): CodeReading | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  if ([8, 12, 13, 14].includes(text.length)) {
    const answer = checkGtin(text);
    return answer.ok
      ? { ...ofFields('gtin', text, { gtin: text, form: answer.form }), normalised: answer.gtin }
      : make('gtin', text, { problems: [gtinProblem(answer, text, text)] });
  }
  if (text.length !== 18 || checkUscc(text).ok || !hasGs1CheckDigit(text)) return undefined;
  const digitalLink = `${CANONICAL_STEM}/00/${text}`;
  return { ...make('sscc', text, { parts: { sscc: text }, digitalLink }), elements: readElements(digitalLink) };
}

/** What is left: an element string without any mark, a credit code, or nothing that is known. */
function readPlain(text: string): CodeReading {
  const code = normalizeUscc(text);
  if (/^[0-9A-Z]{18}$/.test(code) && /^[1-9NY].\d{6}/.test(code)) {
    const answer = checkUscc(code);
    if (answer.ok || !/^(?:01|02|00|10|21)/.test(code)) return ofUscc(text, code);
  }
  const { elements, problems } = parseElementString(text);
  // Without a mark only a key shows that this is one: any word after 99 would do otherwise.
  const keys = elements.filter(({ entry }) => entry.key !== undefined || entry.ai === '02');
  if (keys.some(({ entry, value }) => problems.length === 0 || value.length === entry.max))
    return ofElements('gs1-element-string', text, elements, problems);
  return make('unknown', text, { checked: false, problems: [problem('unrecognised', 0, text.length)] });
}

function ofUscc(text: string, code: string): CodeReading {
  const answer = checkUscc(code);
  const parts = { authority: code[0]!, kind: code[1]!, region: code.slice(2, 8), organization: code.slice(8, 17) };
  if (answer.ok) return make('uscc', text, { normalised: answer.uscc, parts });
  return make('uscc', text, { parts, problems: [usccProblem(answer.reason, text)] });
}

function usccProblem(reason: UsccFault, text: string): Problem {
  if (reason === 'characters') return problem('code-characters', 0, text.length);
  if (reason === 'check-digit') return problem('check-sign', text.length - 1, 1);
  return problem(reason, 0, text.length, reason === 'length' ? { expected: '18' } : {});
}
