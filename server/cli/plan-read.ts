import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Finding, type PlanReading, readPlan } from '../../packages/plan-text/index.ts';

const USAGE = `usage: plan read FILE [--json]
       plan check FILE [--json]
`;

/** A file that cannot be read as text. */
class RefusedFile extends Error {}

const PLAIN = /\.(?:txt|md|markdown|text)$/i;

/** Decodes a text file: UTF-8, UTF-16 by mark or by shape, else GB18030. A UTF-8 mark stays, so offsets fit the file. */
export function decodeText(bytes: Uint8Array): string {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be', { ignoreBOM: true }).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const head = bytes.subarray(0, 4096);
    let zeros = 0;
    for (let i = 1; i < head.length; i += 2) if (head[i] === 0) zeros++;
    if (zeros > head.length / 16) return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(bytes);
    try {
      return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    } catch {
      throw new RefusedFile('not a text in UTF-8, UTF-16 or GB18030');
    }
  }
}

/** The one place where further formats (html, docx, pdf) come in: bytes and name to text. */
export async function extractText(bytes: Uint8Array, name: string): Promise<string> {
  if (PLAIN.test(name) || !/\.[a-z0-9]{2,5}$/i.test(name)) return decodeText(bytes);
  throw new RefusedFile(`no reader for ${name.slice(name.lastIndexOf('.'))} files`);
}

function printFindings(findings: Finding[]): void {
  for (const f of findings) {
    const at = f.spans.map((s) => `${s.start}-${s.end}`).join(' ');
    console.log(`  [${f.severity}] ${f.code}: ${f.message.zh} / ${f.message.en}${at ? ` (${at})` : ''}`);
  }
}

function printReading(reading: PlanReading): void {
  for (const d of reading.documents) {
    console.log(`${d.title || '(untitled)'}`);
    console.log(`  ${[d.documentNumber, d.issuer, d.date].filter(Boolean).join('  ')}`);
    console.log(
      `  tasks ${d.tasks.length}, targets ${d.targets.length}, tables ${d.tables.length}, findings ${d.findings.length}`,
    );
    for (const t of d.tasks) {
      console.log(
        `  任务 ${t.clause} ${t.title}${t.lead ? `：${t.lead}${t.joint.length > 0 ? `；${t.joint.join('、')}` : ''}` : ''}`,
      );
    }
    for (const t of d.targets) {
      const value = t.valueHigh === null ? t.value : `${t.value}—${t.valueHigh}`;
      const where = t.breakdown ? ` [${Object.values(t.breakdown).join(' ')}]` : '';
      console.log(
        `  目标 ${t.clause} ${t.indicator}${where} ${t.comparator} ${value}${t.unit ?? ''} ${t.period} ${t.year ?? ''} (${t.kind})${t.suspect ? ` 原文“${t.raw}”` : ''}`,
      );
    }
    for (const t of d.tables) console.log(`  表 ${t.title} ${t.rows.length} × ${t.columns.length}`);
    printFindings(d.findings);
  }
}

/**
 * `plan read FILE [--json]` prints the reading, `plan check FILE` its findings.
 * Returns 0 when fine, 1 when the file holds errors or is refused, 2 on misuse or failure.
 */
export async function runPlanRead(args: string[]): Promise<number> {
  const json = args.includes('--json');
  const rest = args.filter((a) => a !== '--json');
  const words = rest[0] === 'plan' ? rest.slice(1) : rest;
  const [verb, file, ...more] = words;
  if ((verb !== 'read' && verb !== 'check') || file === undefined || file.startsWith('--') || more.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    process.stderr.write(`${file}: ${(error as Error).message}\n`);
    return 2;
  }
  let text: string;
  try {
    text = await extractText(bytes, file);
  } catch (error) {
    if (!(error instanceof RefusedFile)) throw error;
    process.stderr.write(`${file}: ${error.message}\n`);
    return 1;
  }
  const reading = readPlan(text, { file: basename(file) });
  const findings = reading.documents.flatMap((d) => d.findings);
  const failed = findings.some((f) => f.severity === 'error');
  if (verb === 'read') {
    if (json) process.stdout.write(`${JSON.stringify(reading, null, 1)}\n`);
    else printReading(reading);
  } else if (json) process.stdout.write(`${JSON.stringify(findings, null, 1)}\n`);
  else {
    for (const d of reading.documents) {
      console.log(`${d.title || '(untitled)'}: ${d.findings.length} findings`);
      printFindings(d.findings);
    }
  }
  return failed ? 1 : 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await runPlanRead(process.argv.slice(2));
}
