import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlanReading } from '../../packages/plan-text/index.ts';
import { decodeText, runPlanRead } from './plan-read.ts';

const folder = mkdtempSync(join(tmpdir(), 'plan-read-'));
const PLAN = '某省质量计划（2023—2025年）\n\n一、主要目标\n\n到2025年，合格率达到95%以上。\n';
const BROKEN = PLAN.replace('95', '195');
const file = (name: string, data: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, data);
  return path;
};

let out = '';
let err = '';
beforeEach(() => {
  out = '';
  err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((s) => {
    out += String(s);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((s) => {
    err += String(s);
    return true;
  });
  vi.spyOn(console, 'log').mockImplementation((s) => {
    out += `${s}\n`;
  });
});
afterEach(() => vi.restoreAllMocks());

describe('plan read', () => {
  it('prints JSON whose spans fit the file', async () => {
    expect(await runPlanRead(['plan', 'read', file('a.txt', PLAN), '--json'])).toBe(0);
    const r = JSON.parse(out) as PlanReading;
    const t = r.documents[0]?.targets[0];
    expect(r.file).toBe('a.txt');
    expect(PLAN.slice(t?.span.start, t?.span.end)).toBe('合格率达到95%以上');
  });
  it('prints a summary', async () => {
    expect(await runPlanRead(['read', file('b.md', PLAN)])).toBe(0);
    expect(out).toContain('合格率');
  });
  it('checks: 1 for errors in the plan, 0 without', async () => {
    expect(await runPlanRead(['check', file('c.txt', BROKEN)])).toBe(1);
    expect(out).toContain('share-over-100');
    expect(await runPlanRead(['check', file('d.txt', PLAN)])).toBe(0);
  });
  it('returns 2 on misuse and on a file that is not there', async () => {
    expect(await runPlanRead(['write', 'x'])).toBe(2);
    expect(await runPlanRead(['read'])).toBe(2);
    expect(await runPlanRead(['read', join(folder, 'none.txt')])).toBe(2);
    expect(err).toContain('none.txt');
  });
  it('refuses formats without a reader', async () => {
    expect(await runPlanRead(['read', file('e.bin', new Uint8Array([1, 2, 3]))])).toBe(1);
  });
});

describe('decodeText', () => {
  const gbk = new Uint8Array([0xd6, 0xca, 0xc1, 0xbf, 0xa3, 0xb1]);
  it.each<[string, Uint8Array, string]>([
    ['UTF-8', new TextEncoder().encode('质量１'), '质量１'],
    ['UTF-8 with a mark, kept for the offsets', new Uint8Array([0xef, 0xbb, 0xbf, 0x61]), '\uFEFFa'],
    ['UTF-16 with a mark', new Uint8Array([0xff, 0xfe, 0x28, 0x8d, 0xcf, 0x91]), '\uFEFF质量'],
    ['GB18030', gbk, '质量１'],
  ])('%s', (_name, bytes, want) => expect(decodeText(bytes)).toBe(want));
});
