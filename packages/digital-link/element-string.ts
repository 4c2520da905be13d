/** Element strings (GS1 General Specifications §7.8): as a scanner sends them, with ^ for FNC1, and in brackets. */
import { type AiEntry, findAi, findAiAt } from './ai.ts';
import { checkAssociations, type Element } from './associations.ts';
import { checkValue } from './check-value.ts';
import { type Problem, problem } from './problems.ts';

/** What stands for FNC1 in transmission. */
const GROUP_SEPARATOR = '\u001d';
/** A symbol holds fewer than this; more is no element string. */
const MAX_LENGTH = 8191;
/** Symbology identifiers of ISO/IEC 15424 that say that FNC1 came first. */
const SYMBOLOGY = /^\](?:C1|d2|Q3|e0|J1)/;

export type ElementStringOptions = {
  /** Let pass AIs that are not assigned, if their first two digits say how long they are. */
  unknownAis?: boolean;
  /** Do not look at which elements need or forbid each other (parts of a label). */
  associations?: boolean;
};

export type Reading = { valid: boolean; elements: Element[]; problems: Problem[] };

export function parseElementString(text: string, options: ElementStringOptions = {}): Reading {
  if (text.length > MAX_LENGTH) return failed(problem('too-long', MAX_LENGTH, 0, { max: String(MAX_LENGTH) }));
  const reading = text.startsWith('(') ? readBracketed(text, options) : readTransmitted(text, options);
  if (reading.problems.length === 0 && options.associations !== false)
    reading.problems.push(...checkAssociations(reading.elements));
  return { ...reading, valid: reading.problems.length === 0 };
}

const failed = (...problems: Problem[]): Reading => ({ valid: false, elements: [], problems });

function readTransmitted(text: string, options: ElementStringOptions): Reading {
  const symbology = SYMBOLOGY.exec(text)?.[0].length ?? 0;
  const separator = text[symbology] === '^' ? '^' : GROUP_SEPARATOR;
  let at = text[symbology] === separator ? symbology + 1 : symbology;
  if (at >= text.length) return failed(problem('empty', at));
  const elements: Element[] = [];
  const problems: Problem[] = [];
  while (at < text.length) {
    const entry = findAiAt(text, at, options.unknownAis);
    if (entry === undefined) {
      const digits = /^\d{2,4}/.exec(text.slice(at, at + 4))?.[0];
      problems.push(
        digits === undefined ? problem('ai-expected', at) : problem('unknown-ai', at, digits.length, { ai: digits }),
      );
      return { valid: false, elements, problems };
    }
    const from = at + entry.ai.length;
    const end = endOfValue(text, from, separator, entry);
    // Without a separator a value that may not be so long has swallowed the next: nothing after it can be trusted.
    if (!entry.fixed && end - from > entry.max) {
      problems.push(problem('separator-missing', from, end - from, { ai: entry.ai }));
      return { valid: false, elements, problems };
    }
    addElement({ entry, ai: entry.ai, value: text.slice(from, end), at: from }, elements, problems);
    at = text[end] === separator ? end + 1 : end;
  }
  return { valid: false, elements, problems };
}

function endOfValue(text: string, from: number, separator: string, entry: AiEntry): number {
  const stop = text.indexOf(separator, from);
  const end = stop < 0 ? text.length : stop;
  return entry.fixed ? Math.min(end, from + entry.max) : end;
}

export function addElement(element: Element, elements: Element[], problems: Problem[]): void {
  elements.push(element);
  const found = checkValue(element.entry, element.value, element.at);
  if (found !== undefined) problems.push(found);
}

/** `(01)09520123456788(10)AB\(C`: a bracket of the data itself is written with a backslash before it. */
function readBracketed(text: string, options: ElementStringOptions): Reading {
  const elements: Element[] = [];
  const problems: Problem[] = [];
  let at = 0;
  while (at < text.length) {
    const close = text.slice(at, at + 6).indexOf(')');
    const ai = close < 0 ? '' : text.slice(at + 1, at + close);
    if (!/^\d{2,4}$/.test(ai)) {
      problems.push(problem('ai-expected', at));
      break;
    }
    const from = at + close + 1;
    let end = text.indexOf('(', from);
    while (end > 0 && text[end - 1] === '\\') end = text.indexOf('(', end + 1);
    if (end < 0) end = text.length;
    const entry = findAi(ai, options.unknownAis);
    if (entry === undefined) problems.push(problem('unknown-ai', at + 1, ai.length, { ai }));
    else addElement({ entry, ai, value: text.slice(from, end).replaceAll('\\(', '('), at: from }, elements, problems);
    at = end;
  }
  return { valid: false, elements, problems };
}

export type ElementForm = 'transmitted' | 'caret' | 'bracketed';

/** `caret` begins with ^, as the GS1 reference software writes it; `transmitted` has the separators only. */
export function buildElementString(elements: readonly Pick<Element, 'ai' | 'value'>[], form: ElementForm): string {
  if (form === 'bracketed') return elements.map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join('');
  const separator = form === 'caret' ? '^' : GROUP_SEPARATOR;
  const text = elements
    .map(({ ai, value }, at) =>
      at < elements.length - 1 && !findAi(ai, true)?.fixed ? ai + value + separator : ai + value,
    )
    .join('');
  return form === 'caret' ? separator + text : text;
}
