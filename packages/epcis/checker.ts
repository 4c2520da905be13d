/** What the checks of an event have in common: collecting problems with their places, and the simple kinds of values. */
import { epcUriToDigitalLink } from '../digital-link/index.ts';
import { isIri } from './iri.ts';
import { isExtensionName } from './model.ts';
import { kinds, type Problem, type ProblemCode } from './problems.ts';
import { pointerPart } from './split-json.ts';
import { timeOf } from './times.ts';
import { CBV, type Vocabulary } from './vocabulary.ts';

export type ValidateOptions = {
  /** Milliseconds since 1970; events after it are refused. Without it no event is taken to lie in the future. */
  now?: number;
  /** What the event was read from. XML's anyURI takes texts that JSON's uri does not. */
  syntax?: 'json' | 'xml';
  /** EPCIS 1.x let fields without a namespace and ILMD of observations pass. */
  legacy?: boolean;
  /** Put before every pointer. */
  place?: string;
};

export class Checker {
  readonly problems: Problem[] = [];
  readonly options: ValidateOptions;
  readonly #base: string;

  constructor(options: ValidateOptions) {
    this.options = options;
    this.#base = options.place ?? '';
  }

  add(code: ProblemCode, at: string, details?: Problem['details']): void {
    const tolerated = this.options.legacy === true && (code === 'unknown-field' || code === 'ilmd-not-allowed');
    this.problems.push({ code, place: this.#base + at, details, ...(tolerated && { tolerated }) });
  }

  kind(at: string, field: string, kind: keyof typeof kinds): false {
    this.add('wrong-kind', at, { field, ...kinds[kind] });
    return false;
  }

  unknownField(at: string, field: string): void {
    this.add('unknown-field', `${at}/${pointerPart(field)}`, { field });
  }

  isExtension(name: string): boolean {
    return isExtensionName(name) || (name.charCodeAt(0) === 64 && name.charCodeAt(1) === 123);
  }

  object(at: string, field: string, value: unknown): boolean {
    return (value !== null && typeof value === 'object' && !Array.isArray(value)) || this.kind(at, field, 'object');
  }

  list(at: string, field: string, value: unknown): boolean {
    return Array.isArray(value) || this.kind(at, field, 'list');
  }

  /** Milliseconds since 1970, or NaN: no comparison with it holds. */
  time(at: string, field: string, value: unknown, required = false, parent = ''): number {
    if (value === undefined) {
      if (required) this.add('required', parent, { field });
      return Number.NaN;
    }
    const time = typeof value === 'string' ? timeOf(value) : Number.NaN;
    if (Number.isNaN(time)) this.add('bad-time', at, { value: String(value) });
    return time;
  }

  uri(at: string, field: string, value: unknown): boolean {
    if (value === undefined) return false;
    if (typeof value !== 'string') return this.kind(at, field, 'text');
    if (isIri(value)) return true;
    this.add('bad-uri', at, { value });
    return false;
  }

  /** A URI; if it claims to be an EPC, a well-formed one. */
  epc(at: string, field: string, value: unknown): void {
    if (!this.uri(at, field, value)) return;
    const uri = value as string;
    if (uri.startsWith('urn:epc:') && isOfGs1(uri) && epcUriToDigitalLink(uri) === undefined)
      this.add('bad-epc', at, { value: uri });
  }

  /** A word of the standard, or a URI of somebody else's. */
  word(at: string, value: unknown, vocabulary: Vocabulary): void {
    if (value === undefined || vocabulary.words.has(value as string)) return;
    if (typeof value !== 'string') this.kind(at, at.slice(at.lastIndexOf('/') + 1), 'text');
    else if (!isIri(value) || value.startsWith('urn:epcglobal:cbv') || isInCbv(value, vocabulary))
      this.add('unknown-word', at, { value });
  }

  unique(at: string, values: readonly unknown[]): void {
    if (values.length < 2) return;
    const seen = new Set<unknown>();
    for (const [i, value] of values.entries()) {
      if (seen.has(value)) this.add('duplicate', `${at}/${i}`, { value: String(value) });
      seen.add(value);
    }
  }
}

/** Words that CBV would have defined had it wanted them. */
const isInCbv = (value: string, { stem }: Vocabulary): boolean => stem.startsWith(CBV) && value.startsWith(stem);

const gs1Schemes =
  /^urn:epc:(?:id|idpat|class):(?:sgtin|sscc|sgln|grai|giai|gsrn|gsrnp|gdti|cpi|sgcn|ginc|gsin|itip|upui|pgln|lgtin):/;
const isOfGs1 = (uri: string): boolean => gs1Schemes.test(uri);
