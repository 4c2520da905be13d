/** Runs of the shipped index on the demo's simulated data: adopted by another office, published by another, as people do. */
import type { APIRequestContext, Browser } from 'playwright-core';
import { expect, vi } from 'vitest';
import { desktop, openPage, type Program, signIn } from './support.ts';

export type IndexRuns = { trial: string; cities: string; before: string; counties: string; unpublished: string };
type Call = <T>(method: 'get' | 'post', path: string, data?: object) => Promise<T>;

export async function runIndices(browser: Browser, program: Program): Promise<IndexRuns> {
  const office = await openPage(browser, desktop);
  const second = await openPage(browser, desktop);
  await signIn(office.page, program, 'province');
  await signIn(second.page, program, 'province2');
  const [own, other] = [calling(office.context.request, program), calling(second.context.request, program)];
  const { versions } = await own<{ versions: { id: string }[] }>('get', '/api/index/schemes/zj-regional-quality');
  const version = `/api/index/versions/${versions[0]!.id}`;
  const run = async (body: object): Promise<string> => {
    const { jobId } = await own<{ jobId: string }>('post', `${version}/runs`, body);
    type Job = { state: string; result: { link: string } | null };
    const job = await vi.waitUntil(
      async () => {
        const seen = await own<Job>('get', `/api/jobs/${jobId}`);
        return seen.state === 'waiting' || seen.state === 'running' ? undefined : seen;
      },
      { timeout: 120_000, interval: 250 },
    );
    expect(job.state).toBe('done');
    return job.result!.link.split('/').at(-1)!;
  };
  const trial = await run({ kind: 'trial', level: 'city', year: 2025, samples: 20 });
  const { case: draft } = await own<{ case: { version: number } }>('get', version);
  const proposed = await own<{ case: { version: number } }>('post', `${version}/steps`, {
    action: 'propose',
    version: draft.version,
  });
  await other('post', `${version}/steps`, { action: 'adopt', version: proposed.case.version });
  const official = (level: string, year: number) => run({ kind: 'official', level, year, samples: 60 });
  const before = await official('city', 2024);
  const cities = await official('city', 2025);
  const counties = await official('county', 2025);
  const unpublished = await official('city', 2023);
  for (const id of [before, cities, counties])
    await other('post', `/api/index/runs/${id}/publish`, { note: '以冻结的模拟数据测算；名次附区间。' });
  await Promise.all([office.context.close(), second.context.close()]);
  return { trial, cities, before, counties, unpublished };
}

const calling =
  (request: APIRequestContext, { base }: Program): Call =>
  async <T>(method: 'get' | 'post', path: string, data?: object) => {
    const response = await request[method](base + path, { headers: { 'x-zhimai': '1' }, ...(data ? { data } : {}) });
    expect(response.ok(), `${path}: ${await response.text()}`).toBe(true);
    return (await response.json()) as T;
  };
