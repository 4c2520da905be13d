/** `verify RECEIPT`: checks a receipt offline. Exit code 0 only when all of it holds under keys that are trusted. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { logKinds } from '../../packages/contract/index.ts';
import type { EventProofProblem } from '../../packages/epcis/index.ts';
import {
  canonicalJson,
  digestsOfFile,
  findDigest,
  hashLeaf,
  hex,
  parseKeys,
  type ReceiptProblem,
  readEntry,
  type VerifierKey,
  verifyReceipt,
} from '../../packages/merkle-log/index.ts';
import { minuteOf } from '../kernel/clock.ts';
import { AppError } from '../kernel/error.ts';
import { readPublicKeys } from '../kernel/log/keys.ts';
import { readArguments } from './arguments.ts';
import { logSettings, readSettings } from './settings.ts';

const LARGEST = 1_000_000;
const problems: Record<ReceiptProblem, string> = {
  malformed: '不是回执，或已损坏 / no receipt, or a damaged one',
  'not-included': '条目不在所签发的日志中 / the entry is not in the log that was signed',
  'no-key':
    '没有该日志的公钥，无法核验签名；请用 --key 给出（日志网站的 /log/keys） / no key of this log: give one with --key (from /log/keys of its site)',
  'signature-failed': '签名不成立 / a signature does not hold',
  'signature-missing': '缺少给定公钥的签名 / a key that was given has not signed',
};

export async function runVerify(args: string[]): Promise<number> {
  const options = { key: { type: 'string' }, file: { type: 'string' } } as const;
  const { values, files } = readArguments(args, options, { min: 1, max: 1 });
  const file = files[0]!;
  if (statSync(file).size > LARGEST) throw new AppError('input.too-large', { file: basename(file), limitMb: 1 });
  const keys = trustedKeys(values.key);
  const text = readFileSync(file, 'utf8');
  const proof = text.trimStart().startsWith('{') ? await verifyEvent(text) : undefined;
  // Of an event that is not the one in the log the receipt says nothing.
  if (proof === false) return 1;
  const check = await verifyReceipt(proof ?? text, keys);
  const { receipt, problem } = check;
  if (receipt) {
    const { entry, index, checkpoint } = receipt;
    const said = readEntry(entry);
    print('日志 / log', checkpoint.origin);
    print('条目 / entry', `${index} (${checkpoint.size})`);
    if (said) {
      const words = logKinds[said.kind as keyof typeof logKinds];
      print('事项 / act', words ? `${words.zh} / ${words.en}` : said.kind);
      print('对象 / subject', said.subject);
      print('时间 / time', `${minuteOf(new Date(said.at))} (+08:00)`);
      for (const [name, value] of Object.entries(said.statement)) print(`  ${name}`, canonicalJson(value));
    }
    print('叶哈希 / leaf', hex(hashLeaf(entry)));
    for (const { key, verdict } of check.keys)
      print(
        key.algorithm === 'sm2' ? 'SM2/SM3' : 'Ed25519',
        `${verdict === 'verified' ? '✓' : '✗'} ${key.id} ${verdict}`,
      );
  }
  let ok = check.ok;
  if (ok && values.file !== undefined) ok = matches(values.file, receipt!.entry);
  if (problem) process.stdout.write(`✗ ${problems[problem]}${check.reason ? `: ${check.reason}` : ''}\n`);
  else if (check.ok)
    process.stdout.write(
      '✓ 该条目确在此日志中，未被改动；日志不证明所记之事本身为真 / the entry is in this log, unchanged; that what it says is true is not proved\n',
    );
  if (problem === 'no-key') return 2;
  return ok ? 0 : 1;
}

const eventProblems: Record<EventProofProblem, string> = {
  malformed: '存证文件已损坏 / the file is damaged',
  'no-event': '存证文件里没有可读的事件 / there is no readable event in the file',
  digest: '事件内容被改动过：摘要不符 / the event was changed: its digest is another',
  path: '事件不在所称的批次中 / the event is not in that capture: its path leads to another root',
  root: '回执说的不是这个批次 / the receipt is about another capture',
  'no-receipt': '日志还没有收录这个批次 / the log has not taken this capture up yet',
};

/** The receipt in the proof of one event; false when the event is not the one that it speaks of. */
async function verifyEvent(text: string): Promise<string | undefined | false> {
  const { checkEventProof, readEventProof } = await import('../../packages/epcis/index.ts');
  const proof = readEventProof(text);
  if (!proof) return undefined;
  const { problem, event, hash, receipt } = await checkEventProof(proof);
  if (event) {
    print('事件 / event', `${event.type} ${event.eventTime}`);
    print('  eventID', event.eventID ?? '');
    print('  hash', hash ?? '');
  }
  if (problem) process.stdout.write(`✗ ${eventProblems[problem]}\n`);
  else print('批次 / capture', `✓ ${proof.place + 1} / ${proof.events}`);
  return problem ? false : receipt;
}

function matches(file: string, entry: Uint8Array): boolean {
  const bytes = readFileSync(file);
  const statement = readEntry(entry)?.statement ?? {};
  const name = digestsOfFile(bytes).flatMap((digest) => findDigest(statement, digest) ?? [])[0];
  process.stdout.write(
    name === undefined
      ? `✗ 文件摘要不在条目中 / the entry holds no digest of this file: ${basename(file)}\n`
      : `✓ 文件摘要与条目一致 / the digest of the file is in the entry: ${basename(file)} (${name})\n`,
  );
  return name !== undefined;
}

/** Those that were given, in words or in a file; otherwise those of the log of this installation. */
function trustedKeys(given: string | undefined): VerifierKey[] {
  try {
    if (given === undefined) return readPublicKeys(logSettings(readSettings()).folder);
    return parseKeys(existsSync(given) ? readFileSync(given, 'utf8') : given.replaceAll(',', '\n'));
  } catch (error) {
    if (error instanceof TypeError)
      throw new AppError('usage', { problem: `--key ${error.message}` }, { cause: error });
    throw error;
  }
}

const print = (what: string, words: string) => process.stdout.write(`  ${what.padEnd(16)} ${words}\n`);
