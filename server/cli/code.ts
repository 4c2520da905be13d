/** `zhimai code parse TEXT`: what a scanned or typed code says, and whether it holds. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type CodeReading, readCode } from '../../packages/digital-link/index.ts';
import { AppError } from '../kernel/error.ts';
import { readArguments } from './arguments.ts';
import { print } from './print.ts';

const Templates = z.array(z.strictObject({ id: z.string().min(1), template: z.string().regex(/^https?:\/\/[^/]+/) }));

export async function runCode(args: string[]): Promise<number> {
  const [action, ...rest] = args;
  if (action !== 'parse') throw new AppError('usage', { problem: `code ${action ?? ''}` });
  const options = { json: { type: 'boolean' }, 'batch-urls': { type: 'string' } } as const;
  const { values, files } = readArguments(rest, options, { min: 1, max: 1 });
  const file = values['batch-urls'];
  const reading = readCode(files[0]!, file === undefined ? {} : { batchUrls: await readTemplates(file) });
  await print(values.json ? `${JSON.stringify(reading, null, 2)}\n` : printReading(reading));
  return reading.valid ? 0 : 1;
}

async function readTemplates(file: string) {
  try {
    return Templates.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new AppError('usage', { problem: `${file}: ${(error as Error).message}` }, { cause: error });
  }
}

function printReading({
  system,
  normalised,
  valid,
  checked,
  parts,
  elements,
  digitalLink,
  problems,
}: CodeReading): string {
  const verdict = !valid
    ? '✗ 无效 invalid'
    : checked
      ? '✓ 有效 valid'
      : '· 已识别，规则未公开 recognised, rules not public';
  const lines = [`${system}  ${verdict}`, `  ${show(normalised)}`];
  if (elements.length > 0)
    for (const { ai, title, value } of elements) lines.push(`  (${ai}) ${title}: ${show(value)}`);
  else for (const [name, value] of Object.entries(parts)) lines.push(`  ${name}: ${show(value)}`);
  if (digitalLink !== undefined && digitalLink !== normalised) lines.push(`  ${digitalLink}`);
  for (const { at, zh, en } of problems) lines.push(`  ✗ ${at}: ${zh} / ${en}`);
  return `${lines.join('\n')}\n`;
}

/** Separators and other signs that a terminal would act on are shown, not sent. */
const show = (text: string): string =>
  text.replace(/\p{Cc}/gu, (sign) => `<${sign.charCodeAt(0).toString(16).toUpperCase()}>`);
