import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../../packages/merkle-log/index.ts';

/** SHA-256 of content in canonical form, hexadecimal. */
export const digestOf = (content: Json): string => createHash('sha256').update(canonicalJson(content)).digest('hex');
