/** Transparency logs: RFC 9162 trees and proofs, tiles, signed checkpoints, receipts. Pure; runs in browsers too. */
export { decodeBase64, encodeBase64 } from './base64.ts';
export { canonicalJson, type Json } from './canonical-json.ts';
export { type Checkpoint, encodeCheckpoint, parseCheckpoint, parseSize } from './checkpoint.ts';
export { digestsOfFile, ENTRY_FORM, type Entry, encodeEntry, findDigest, readEntry, type Statement } from './entry.ts';
export {
  emptyRoot,
  equalHashes,
  HASH_BYTES,
  type Hash,
  hashChildren,
  hashLeaf,
  hex,
  readHash,
  sha256Hex,
} from './hash.ts';
export { type Algorithm, encodeKey, isKeyName, makeKey, parseKey, parseKeys, type VerifierKey } from './keys.ts';
export {
  encodeNote,
  judgeNote,
  type KeyVerdict,
  type Note,
  type NoteSignature,
  parseNote,
  type Signer,
  signNote,
} from './note.ts';
export { consistencyProof, inclusionProof, type NodeAt, nodesOver, rootAt, rootOfLines } from './prove.ts';
export {
  encodeReceipt,
  parseReceipt,
  type Receipt,
  type ReceiptCheck,
  type ReceiptProblem,
  verifyReceipt,
} from './receipt.ts';
export { loadSm2, verifySignature } from './signature.ts';
export {
  encodeBundle,
  growTiles,
  nodesInTiles,
  nodesOfTile,
  parseBundle,
  parseTilePath,
  splitHashes,
  TILE_WIDTH,
  type Tile,
  type TileName,
  tilePath,
  tilesFor,
  widthAt,
} from './tiles.ts';
export { type Consistency, type Inclusion, verifyConsistency, verifyInclusion } from './verify.ts';
