/** Names of fields of others in queries: `ex:field`, `https://ns.example.com/epcis/#field`, or the full address. */
import { standardPrefixes } from '../../../../packages/epcis/index.ts';

export type Names = {
  /** Namespaces that a prefix may stand for: declared with the query, otherwise as captured documents declared it. */
  namespaces: (prefix: string) => readonly string[];
  /** A CURIE written out where its prefix is known and stands for one namespace; anything else as it is. */
  whole: (text: string) => string;
};

export function readNames(
  declared: Readonly<Record<string, string>>,
  captured: readonly { prefix: string; namespace: string }[],
): Names {
  const namespaces = (prefix: string): readonly string[] => {
    if (Object.hasOwn(declared, prefix)) return [declared[prefix]!];
    if (Object.hasOwn(standardPrefixes, prefix)) return [standardPrefixes[prefix]!];
    return captured.filter((one) => one.prefix === prefix).map(({ namespace }) => namespace);
  };
  return {
    namespaces,
    whole: (text) => {
      const [, prefix, local] = /^([A-Za-z][\w.-]*):(?!\/\/)(.+)$/.exec(text) ?? [];
      const known = prefix === undefined ? [] : namespaces(prefix);
      return known.length === 1 ? `${known[0]}${local}` : text;
    },
  };
}

/** The names that a field may have in the events: `{namespace}local`. None when it is no field of others. */
export function expandName(text: string, { namespaces }: Names): string[] {
  const curie = /^([A-Za-z][\w.-]*):(\w[\w.-]*)$/.exec(text);
  if (curie) return namespaces(curie[1]!).map((namespace) => `{${namespace}}${curie[2]}`);
  const address = /^(\w[\w+.-]*:.*?)([#/:])([\w.-]+)$/.exec(text);
  if (!address) return [];
  const [, namespace, separator, local] = address;
  // `ns#local` was the form of EPCIS 1: the sign may or may not be part of the namespace.
  return separator === '#'
    ? [`{${namespace}}${local}`, `{${namespace}#}${local}`]
    : [`{${namespace}${separator}}${local}`];
}
