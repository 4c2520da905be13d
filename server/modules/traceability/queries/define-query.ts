/** A query with a name, as it is kept: what was asked, and which prefixes it asked with. */
import { emptyContext, readContext } from '../../../../packages/epcis/index.ts';
import type { Tx } from '../../../db/connect.ts';
import { asException, EpcisException } from '../problems.ts';
import type { EventQuery } from '../query/conditions.ts';
import { findPrefixes } from '../query/find-events.ts';
import { readNames } from '../query/names.ts';
import { type Parameters, readQuery } from '../query/read-query.ts';

/** `declared`: prefixes of the header GS1-Extensions, which stand beside those of the query's own @context. */
export type Definition = { parameters: Parameters; declared: Record<string, string> };
export type NamedQuery = { name: string; definition: Definition };

/** Everything that a query's own @context says about prefixes; nothing is loaded from the network. */
export function declaredIn({ parameters, declared }: Definition): Record<string, string> {
  if (parameters['@context'] === undefined) return declared;
  try {
    const { prefixes } = readContext(parameters['@context'], emptyContext, '/query/@context');
    return { ...declared, ...Object.fromEntries(prefixes) };
  } catch (error) {
    const known = asException(error);
    if (known instanceof EpcisException) throw new EpcisException('QueryValidationException', known.detail);
    throw error;
  }
}

/** @throws QueryParameterException, QueryValidationException */
export async function readDefinition(tx: Tx, definition: Definition): Promise<EventQuery> {
  return readQuery(definition.parameters, readNames(declaredIn(definition), await findPrefixes(tx)));
}
