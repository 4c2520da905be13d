/** GS1 Digital Link, element strings and EPC URIs. */
export { canonicalDigitalLink } from './canonical.ts';
export { epcUriToDigitalLink } from './epc-uri.ts';
