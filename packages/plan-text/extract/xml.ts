import { load } from 'cheerio';
import { ExtractError } from './errors.ts';

/** An element with the namespace prefix taken off its name and its attributes. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
}

const maxDepth = 300;
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

type Dom = NonNullable<ReturnType<ReturnType<typeof load>['root']>[0]>;

/**
 * Parse the XML of an office document. Entities of a document type are not expanded.
 * @throws ExtractError damaged when it is nested too deeply
 */
export function parseXml(bytes: Uint8Array): XmlElement {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const text = new TextDecoder(utf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(bytes);
  const root = load(text, { xml: true }).root()[0];
  return { name: '', attributes: {}, children: root ? childrenOf(root, 0) : [] };
}

function childrenOf(node: Pick<Dom, 'children'>, depth: number): (XmlElement | string)[] {
  if (depth > maxDepth) throw new ExtractError('damaged', { why: 'nesting' });
  const out: (XmlElement | string)[] = [];
  for (const child of node.children) {
    if (child.type === 'text') out.push(child.data);
    else if ('attribs' in child) {
      const attributes: Record<string, string> = {};
      for (const [key, value] of Object.entries(child.attribs)) attributes[local(key)] = value;
      out.push({ name: local(child.name), attributes, children: childrenOf(child, depth + 1) });
    }
  }
  return out;
}

export const elements = (node: XmlElement | undefined): XmlElement[] =>
  (node?.children ?? []).filter((child): child is XmlElement => typeof child !== 'string');

/** The first child of this name, along a path of names. */
export function child(node: XmlElement | undefined, ...path: string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>((at, name) => elements(at).find((e) => e.name === name), node);
}

export const textOf = (node: XmlElement): string =>
  node.children.map((part) => (typeof part === 'string' ? part : '')).join('');
