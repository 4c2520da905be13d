import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Document, Packer, Paragraph } from 'docx';
import { afterAll, describe, expect, test } from 'vitest';
import type { PlanReading } from '../../packages/plan-text/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'zhimai-plan-'));
afterAll(() => rmSync(folder, { recursive: true }));
const plan = '某省质量计划（2023—2025年）\n\n一、主要目标\n\n到2025年，合格率达到95%以上。\n';

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
/** The program as a user starts it. */
function run(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['server/cli/main.ts', ...args], { encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}
type Printed = PlanReading & { extraction: { format: string; anchors: { start: number; paragraph?: number }[] } };

describe('plan read', () => {
  test('prints JSON whose spans count in the file itself', () => {
    const { code, out } = run('plan', 'read', file('a.txt', plan), '--json');
    const reading = JSON.parse(out) as Printed;
    const { span } = reading.documents[0]!.targets[0]!;
    expect(code).toBe(0);
    expect(reading.file).toBe('a.txt');
    expect(plan.slice(span.start, span.end)).toBe('合格率达到95%以上');
  });

  test('for Word files spans count in the extraction, and anchors lead to the paragraph', async () => {
    const paragraphs = plan.split('\n').map((line) => new Paragraph(line));
    const bytes = await Packer.toBuffer(new Document({ sections: [{ children: paragraphs }] }));
    const text = join(folder, 'extracted.txt');
    const { code, out } = run('plan', 'read', file('a.docx', bytes), '--json', '--text', text);
    const reading = JSON.parse(out) as Printed;
    const { span } = reading.documents[0]!.targets[0]!;
    expect(code).toBe(0);
    expect(readFileSync(text, 'utf8').slice(span.start, span.end)).toBe('合格率达到95%以上');
    const anchor = reading.extraction.anchors.findLast((candidate) => candidate.start <= span.start);
    expect(reading.extraction.format).toBe('docx');
    expect(anchor?.paragraph).toBeGreaterThan(0);
  });

  test('a summary for people; a reader that goes away is no fault', () => {
    const path = file('b.md', plan);
    expect(run('plan', 'read', path).out).toMatch(/合格率 >= 95%/);
    const many = file('many.txt', plan.repeat(3000));
    const head = execFileSync('sh', [
      '-c',
      `"${process.execPath}" server/cli/main.ts plan read "${many}" --json | head -c 100`,
    ]);
    expect(head).toHaveLength(100);
  });
});

describe('exit codes', () => {
  test('check: 1 when a finding is an error, 0 otherwise', () => {
    const bad = run('plan', 'check', file('c.txt', plan.replace('95', '195')));
    expect(bad.code).toBe(1);
    expect(bad.out).toContain('share-over-100');
    expect(run('plan', 'check', file('d.txt', plan)).code).toBe(0);
  });

  test('1 for a file that cannot be read, with the reason in both languages', () => {
    const { code, err } = run('plan', 'read', file('e.bin', new Uint8Array([1, 2, 3, 0, 255])));
    expect(code).toBe(1);
    expect(err).toMatch(/e\.bin.*可读取.*can be read/s);
    expect(run('plan', 'read', file('empty.txt', '')).code).toBe(1);
  });

  test('2 for misuse', () => {
    for (const args of [
      ['plan', 'write', 'x'],
      ['plan', 'read'],
      ['plan', 'read', join(folder, 'none.txt')],
      ['plan', 'read', '--nope', 'x'],
      ['nothing'],
    ])
      expect(run(...args).code, args.join(' ')).toBe(2);
  });

  test('0 for help', () => {
    const { code, out } = run('help');
    expect(code).toBe(0);
    expect(out).toContain('plan import');
  });
});
