/** Prefixes for namespaces while a document is written: those it came with, and new ones where it had none. */
import { standardPrefixes } from './vocabulary.ts';

const NAME = /^[A-Za-z_][\w.-]*$/;

/** Prefix → namespace of a document, without what is standard or cannot be written. */
export function usablePrefixes(
  declared: Readonly<Record<string, string>>,
  reserved: ReadonlySet<string>,
): Map<string, string> {
  const usable = new Map<string, string>();
  const taken = new Set<string>();
  for (const [prefix, namespace] of Object.entries(declared)) {
    if (Object.hasOwn(standardPrefixes, prefix) || reserved.has(prefix) || !NAME.test(prefix)) continue;
    // A name that ends like a word is a term, not a namespace; it does no harm as a prefix.
    if (namespace === '' || taken.has(namespace)) continue;
    usable.set(prefix, namespace);
    taken.add(namespace);
  }
  return usable;
}

/** Gives each namespace of one event its prefix; remembers those that the document did not declare. */
export class Prefixes {
  readonly added = new Map<string, string>();
  readonly #byNamespace: Map<string, string>;
  readonly #used: Set<string>;

  constructor(
    declared: ReadonlyMap<string, string>,
    standard: Readonly<Record<string, string>>,
    avoid?: ReadonlySet<string>,
  ) {
    this.#byNamespace = new Map();
    this.#used = new Set([...declared.keys(), ...Object.keys(standard), ...(avoid ?? [])]);
    for (const [prefix, namespace] of Object.entries(standard)) this.#byNamespace.set(namespace, prefix);
    for (const [prefix, namespace] of declared) if (!avoid?.has(prefix)) this.#byNamespace.set(namespace, prefix);
  }

  of(namespace: string): string {
    const known = this.#byNamespace.get(namespace);
    if (known !== undefined) return known;
    let prefix = 'ns1';
    for (let i = 2; this.#used.has(prefix); i++) prefix = `ns${i}`;
    this.#used.add(prefix);
    this.#byNamespace.set(namespace, prefix);
    this.added.set(prefix, namespace);
    return prefix;
  }
}
