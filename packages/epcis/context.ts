/** JSON-LD contexts as EPCIS uses them, without the network: GS1's own context is known, others are declared inline. */
import { clarkOf } from './iri.ts';
import { EpcisError } from './problems.ts';
import { standardPrefixes } from './vocabulary.ts';

export type Definition = { [keyword: `@${string}`]: string };
export type Context = {
  /** Whether GS1's context is part of it. */
  epcis: boolean;
  prefixes: ReadonlyMap<string, string>;
  /** Whole words with a meaning: `"myField": "https://…/myField"`. */
  terms: ReadonlyMap<string, string>;
  vocab?: string;
  /** What a context says of the values of somebody's field: `{"@type": "xsd:integer"}`. By the field's full name. */
  definitions: ReadonlyMap<string, Definition>;
  /** Keys met already. */
  keys: Map<string, string | undefined>;
};

const GS1_CONTEXT =
  /^https?:\/\/(?:ref\.gs1\.org\/standards\/epcis\/(?:2\.\d+(?:\.\d+)?\/)?|gs1\.github\.io\/EPCIS\/)epcis-context(?:-root)?\.jsonld$/;
export const EPCIS_CONTEXT = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld';
const QUERY_CONTEXT =
  /^https?:\/\/(?:ref\.gs1\.org\/standards\/epcis|gs1\.github\.io\/EPCIS)\/(?:[\w.%-]+\/)*query-schema\.json$/;
const MAX_KEYS = 10_000;
const fixed = ['epcis', 'cbv', 'gs1'];

export const emptyContext: Context = {
  epcis: false,
  prefixes: new Map(),
  terms: new Map(),
  definitions: new Map(),
  keys: new Map(),
};
const gs1Prefixes = Object.entries(standardPrefixes);

/** The context inside which a value with this `@context` stands. `known` are contexts that the caller brings along. */
export function readContext(
  raw: unknown,
  outer: Context,
  place: string,
  known: Readonly<Record<string, unknown>> = {},
): Context {
  const prefixes = new Map(outer.prefixes);
  const terms = new Map(outer.terms);
  const meanings = new Map(outer.definitions);
  let { epcis, vocab } = outer;
  const parts = Array.isArray(raw) ? raw : [raw];
  for (const [i, part] of parts.entries()) {
    const at = Array.isArray(raw) ? `${place}/${i}` : place;
    if (typeof part === 'string') {
      if (GS1_CONTEXT.test(part)) {
        epcis = true;
        for (const [prefix, iri] of gs1Prefixes) prefixes.set(prefix, iri);
        continue;
      }
      if (QUERY_CONTEXT.test(part)) continue;
      const brought = Object.hasOwn(known, part) ? (known[part] as { '@context'?: unknown }) : undefined;
      if (brought === undefined) throw new EpcisError('unknown-context', at, { context: part });
      const inner = readContext(
        brought['@context'] ?? brought,
        { epcis, prefixes, terms, vocab, definitions: meanings, keys: new Map() },
        at,
        {},
      );
      for (const [prefix, iri] of inner.prefixes) prefixes.set(prefix, iri);
      for (const [term, iri] of inner.terms) terms.set(term, iri);
      vocab = inner.vocab;
    } else if (part === null) {
      prefixes.clear();
      terms.clear();
      vocab = undefined;
      epcis = false;
    } else if (typeof part === 'object') {
      const definitions = part as Record<string, unknown>;
      if (typeof definitions['@vocab'] === 'string') vocab = definitions['@vocab'];
      for (const [term, definition] of Object.entries(definitions)) define(term, definition);
    } else throw new EpcisError('bad-context', at, { what: JSON.stringify(part) });

    function define(term: string, definition: unknown): void {
      if (term.startsWith('@')) return;
      const object = definition !== null && typeof definition === 'object' ? (definition as Definition) : undefined;
      const iri = object ? (object['@id'] ?? (term.includes(':') ? term : undefined)) : definition;
      if (iri === null || iri === undefined) {
        prefixes.delete(term);
        terms.delete(term);
        return;
      }
      if (typeof iri !== 'string') throw new EpcisError('bad-context', at, { what: term });
      if (iri.startsWith('@')) return;
      const whole = expand(iri, part as Record<string, unknown>, prefixes);
      // XML may have a relative namespace; blanks around one would not survive it.
      if (whole === '' || whole.trim() !== whole) throw new EpcisError('bad-context', at, { what: `${term} → ${iri}` });
      if (epcis && fixed.includes(term) && whole !== standardPrefixes[term])
        throw new EpcisError('bad-context', at, { what: `${term} → ${iri}` });
      if (object) describe(term, whole, object);
      prefixes.set(term, whole);
      terms.set(term, whole);
    }

    function describe(term: string, whole: string, definition: Definition): void {
      const kept: Definition = {};
      for (const keyword of ['@type', '@container', '@language'] as const)
        if (typeof definition[keyword] === 'string')
          kept[keyword] = expand(definition[keyword], part as Record<string, unknown>, prefixes);
      const colon = term.indexOf(':');
      const name = colon > 0 ? resolve(term, { ...emptyContext, prefixes }) : clarkOf(whole);
      if (Object.keys(kept).length > 0 && name !== undefined) meanings.set(name, kept);
    }
  }
  return { epcis, prefixes, terms, vocab, definitions: meanings, keys: new Map() };
}

/** A definition may lean on a prefix of the same or an outer context. */
function expand(iri: string, own: Record<string, unknown>, outer: ReadonlyMap<string, string>, depth = 0): string {
  const colon = iri.indexOf(':');
  if (colon <= 0 || iri.startsWith('//', colon + 1) || depth > 8) return iri;
  const prefix = iri.slice(0, colon);
  const stem = Object.hasOwn(own, prefix) && typeof own[prefix] === 'string' ? own[prefix] : outer.get(prefix);
  if (stem === undefined || stem === iri) return iri;
  return expand(stem, own, outer, depth + 1) + iri.slice(colon + 1);
}

const schemes = new Set(['urn', 'http', 'https', 'tag', 'did', 'ni', 'uuid', 'info', 'data', 'geo', 'mailto', 'ftp']);

/** The full name of a key: `{namespace}local`, the key itself if it is bare, undefined for an undeclared prefix. */
export function resolveKey(key: string, context: Context): string | undefined {
  const seen = context.keys.get(key);
  if (seen !== undefined) return seen;
  const name = resolve(key, context);
  if (context.keys.size < MAX_KEYS) context.keys.set(key, name);
  return name;
}

function resolve(key: string, context: Context): string | undefined {
  const colon = key.indexOf(':');
  if (colon > 0) {
    const prefix = key.slice(0, colon);
    const stem = key.startsWith('//', colon + 1) ? undefined : context.prefixes.get(prefix);
    if (stem !== undefined) return `{${stem}}${key.slice(colon + 1)}`;
    return schemes.has(prefix.toLowerCase()) ? clarkOf(key) : undefined;
  }
  const term = context.terms.get(key);
  if (term !== undefined) return clarkOf(term);
  return context.vocab === undefined || key.startsWith('@') || key.startsWith('#') ? key : `{${context.vocab}}${key}`;
}

/** A CURIE written out by the context; anything else as it stands. */
export function resolveIri(value: string, prefixes: ReadonlyMap<string, string>): string {
  const colon = value.indexOf(':');
  if (colon <= 0 || value.charCodeAt(colon + 1) === 47) return value;
  const stem = prefixes.get(value.slice(0, colon));
  return stem === undefined ? value : stem + value.slice(colon + 1);
}
