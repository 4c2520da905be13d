/** XML as a stream of the pieces that matter, each a small tree. No DOCTYPE, no entities but the five, bounded sizes. */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { decode, piecesOf, type Source } from './decode.ts';
import { EpcisError } from './problems.ts';
import { MAX_DEPTH } from './split-json.ts';

export type XmlAttribute = { uri: string; local: string; value: string };
export type XmlElement = {
  uri: string;
  local: string;
  /** As written, for its place. */
  name: string;
  attributes: XmlAttribute[];
  children: XmlElement[];
  text: string;
};

export type XmlHandler = {
  /** An element begins outside of any kept one: keep it whole, or walk into it. `ns` are the prefixes it declares. */
  enter(element: XmlElement, ns: Readonly<Record<string, string>>, path: string): 'keep' | 'walk';
  kept(element: XmlElement, path: string): void;
  leave(): void;
};

export const XMLNS = 'http://www.w3.org/2000/xmlns/';
export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

type Level = { element: XmlElement; path: string; counts: Map<string, number> };

/** Walks the document; after each piece of text the caller may take what was found. */
export async function* walkXml(source: Source, handler: XmlHandler, maxValue: number): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const walked: Level[] = [{ element: blank, path: '', counts: new Map() }];
  const kept: XmlElement[] = [];
  let keptPath = '';
  let size = 0;
  let ended = false;
  const here = () => walked.at(-1)!.path || '/';
  parser.on('error', (error) => {
    const at = `${parser.line}:${parser.column}`;
    const what = error.message.replace(/^[^:]*:\d+:\d+: /, '').replace(/^\d+:\d+: /, '');
    if (ended) throw new EpcisError('truncated', here(), { at });
    if (/entity/.test(what)) throw new EpcisError('entity', here(), { what: at });
    throw new EpcisError('syntax', here(), { at, what });
  });
  parser.on('doctype', (content) => {
    // A bare name declares nothing; anything more could bring entities.
    if (!/^\s*[\w:.-]+\s*$/.test(content)) throw new EpcisError('doctype', '/');
  });
  parser.on('opentag', (tag) => {
    const element = toElement(tag);
    size = kept.length > 0 ? size + tag.name.length : 0;
    for (const { value } of element.attributes) size += value.length;
    if (walked.length + kept.length > MAX_DEPTH) throw new EpcisError('too-deep', here(), { max: MAX_DEPTH });
    if (kept.length > 0) {
      kept.at(-1)!.children.push(element);
      kept.push(element);
      return;
    }
    const outer = walked.at(-1)!;
    const count = (outer.counts.get(tag.name) ?? 0) + 1;
    if (count > 1 || outer.counts.size < 1000) outer.counts.set(tag.name, count);
    const path = `${outer.path}/${tag.name}${count > 1 || /Event$|^extension$/.test(tag.local) ? `[${count}]` : ''}`;
    if (handler.enter(element, tag.ns ?? {}, path) === 'keep') {
      kept.push(element);
      keptPath = path;
    } else walked.push({ element, path, counts: new Map() });
  });
  parser.on('closetag', () => {
    if (kept.length > 0) {
      const element = kept.pop()!;
      if (kept.length === 0) handler.kept(element, keptPath);
    } else {
      walked.pop();
      handler.leave();
    }
    since = 0;
  });
  const addText = (text: string) => {
    if (kept.length > 0) kept.at(-1)!.text += text;
    size += text.length;
    if (size > maxValue) throw new EpcisError('too-large', kept.length > 0 ? keptPath : here(), { max: maxValue });
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  let since = 0;
  let some = false;
  for await (const text of decodeXml(source)) {
    // A text, comment or attribute without end never comes out of the parser.
    since += text.length;
    if (since > maxValue + 65536) throw new EpcisError('too-large', here(), { max: maxValue });
    some ||= text.trim() !== '';
    parser.write(text);
    yield;
  }
  if (!some) throw new EpcisError('empty', '');
  ended = true;
  parser.close();
  yield;
}

const blank: XmlElement = { uri: '', local: '', name: '', attributes: [], children: [], text: '' };

function toElement(tag: SaxesTagNS): XmlElement {
  const attributes: XmlAttribute[] = [];
  for (const name in tag.attributes) {
    const { uri, local, value } = tag.attributes[name]!;
    if (uri !== XMLNS) attributes.push({ uri, local, value });
  }
  return { uri: tag.uri, local: tag.local, name: tag.name, attributes, children: [], text: '' };
}

/** The first bytes, or the declaration, name the encoding; without either it is UTF-8. */
async function* decodeXml(source: Source): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  let head = new Uint8Array();
  for await (const piece of piecesOf(source)) {
    if (typeof piece === 'string') {
      yield piece;
      continue;
    }
    if (decoder) {
      yield decode(decoder, piece);
      continue;
    }
    const joined = new Uint8Array(head.length + piece.length);
    joined.set(head);
    joined.set(piece, head.length);
    head = joined;
    if (head.length < 256) continue;
    decoder = decoderFor(head);
    yield decode(decoder, head);
  }
  if (!decoder && head.length > 0) {
    decoder = decoderFor(head);
    yield decode(decoder, head);
  }
  if (decoder) yield decode(decoder, undefined);
}

function decoderFor(head: Uint8Array): TextDecoder {
  const [a, b] = head;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return new TextDecoder('utf-16le', { fatal: true });
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return new TextDecoder('utf-16be', { fatal: true });
  const declaration = String.fromCharCode(...head.subarray(0, 200));
  const label =
    /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(declaration)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw new EpcisError('encoding', '', { what: label });
  }
}
