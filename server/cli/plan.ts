/** `plan read`, `plan check`, `plan import`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { AppError } from '../kernel/error.ts';
import { systemScope } from '../kernel/scope/scope.ts';
import { importDocument, readDocument } from '../modules/plans/index.ts';
import { readArguments } from './arguments.ts';
import { printFindings, printReading } from './plan-report.ts';
import { print } from './print.ts';
import { readSettings } from './settings.ts';

export async function runPlan(args: string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === 'read') return runRead(rest);
  if (verb === 'check') return runCheck(rest);
  if (verb === 'import') return runImport(rest);
  throw new AppError('usage', { problem: `plan ${verb ?? ''}` });
}

/** Prints what was read; 0 whenever the file could be read, whatever the reader doubts. */
async function runRead(args: string[]): Promise<number> {
  const { values, files } = readArguments(
    args,
    { json: { type: 'boolean' }, text: { type: 'string' } },
    { min: 1, max: 1 },
  );
  const { extraction, reading } = await readFile(files[0]!);
  if (values.text !== undefined) writeFileSync(values.text, extraction.text);
  if (values.json) {
    const { format, anchors } = extraction;
    await print(`${JSON.stringify({ ...reading, extraction: { format, anchors } }, null, 1)}\n`);
  } else await print(printReading(reading));
  return 0;
}

/** Prints the findings; 1 when one of them is an error. */
async function runCheck(args: string[]): Promise<number> {
  const { values, files } = readArguments(args, { json: { type: 'boolean' } }, { min: 1, max: 1 });
  const { reading } = await readFile(files[0]!);
  const findings = reading.documents.flatMap((document) => document.findings);
  if (values.json) await print(`${JSON.stringify(findings, null, 1)}\n`);
  else await print(reading.documents.map((document) => printFindings(document)).join(''));
  return findings.some((finding) => finding.severity === 'error') ? 1 : 0;
}

async function runImport(args: string[]): Promise<number> {
  const { values, files } = readArguments(args, { region: { type: 'string' } }, { min: 1, max: 1 });
  const path = files[0]!;
  const bytes = readBytes(path);
  const { openServices } = await import('./open-services.ts');
  const { services, database } = await openServices(readSettings());
  try {
    const row = await importDocument(services, systemScope('command line'), {
      fileName: basename(path),
      bytes,
      regionCode: values.region ?? '330000',
    });
    const { tasks, targets, findings } = row.counts;
    await print(`${row.title}\n  ${row.id}\n  任务 ${tasks} · 目标 ${targets} · 疑点 ${findings}\n`);
    return 0;
  } finally {
    await database.close();
  }
}

function readFile(path: string) {
  return readDocument(readBytes(path), basename(path));
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new AppError('usage', { problem: `${path}: ${(error as Error).message}` }, { cause: error });
  }
}
