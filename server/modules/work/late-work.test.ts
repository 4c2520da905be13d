/** Tasks and time: lights, supervision slips, and units that a reform ends. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkPage } from '../../../packages/contract/index.ts';
import { systemScope } from '../../kernel/scope/scope.ts';
import { escalateOverdue, moveUnits } from './index.ts';
import { call, get, make, openOffice, report, signAllIn, step, the } from './office-fixture.ts';

beforeAll(() => openOffice('work_late'));
afterAll(() => the.close());

describe('late', () => {
  test('lights, escalation once for each level, slips answered and closed, caught up late', async () => {
    const id = await make('office', { title: '会逾期的任务', jointIds: [], dueOn: '2026-12-01' });
    await step('lead', id, 'accept');
    const { clock } = the.services;
    try {
      clock.set('2026-11-27T02:00:00Z');
      await escalateOverdue(the.services);
      expect(await noticesOf(id, 'task.due-soon')).toBe(1);
      clock.set('2026-12-09T02:00:00Z'); // six working days late
      await signAllIn();
      await Promise.all([escalateOverdue(the.services), escalateOverdue(the.services)]);
      await escalateOverdue(the.services);
      let detail = await get('lead', id);
      expect(detail).toMatchObject({ light: 'red', workingDaysLate: 6, slipLevel: 1 });
      expect(detail.slips).toHaveLength(1);
      expect(await noticesOf(id, 'task.late')).toBe(3); // lead unit, issuing office (two people)
      const slip = detail.slips[0]!;
      expect(slip.dueOn).toBe('2026-12-16');
      const url = `/api/slips/${slip.id}`;
      expect((await call('lead', 'POST', `${url}/steps`, { action: 'answer', version: 1 })).status).toBe(422);
      expect(
        (await call('lead', 'POST', `${url}/steps`, { action: 'answer', version: 1, comment: '本周内补齐' })).status,
      ).toBe(204);
      expect((await call('office', 'POST', `${url}/steps`, { action: 'close', version: 2 })).status).toBe(204);
      expect((await call('office', 'GET', url)).body.case.closed).toBe(true);

      clock.set('2026-12-16T02:00:00Z'); // eleven working days late, five after the first slip
      await signAllIn();
      await escalateOverdue(the.services);
      await escalateOverdue(the.services);
      expect((await get('office', id)).slips.map((one) => one.level).sort()).toEqual([1, 2]);
      const byHand = await call('office', 'POST', `/api/work/${id}/slips`, { reason: '约谈', dueOn: '2026-12-18' });
      expect(byHand.status).toBe(201);
      detail = await get('office', id);
      expect(detail.slips.map((one) => one.level).sort()).toEqual([1, 2, 3]);
      const more = await call('office', 'POST', `/api/work/${id}/slips`, { reason: '再次', dueOn: '2026-12-18' });
      expect(more.body.error.code).toBe('task.slip');

      expect((await step('lead', id, 'submit')).status).toBe(204);
      detail = await get('office', id);
      expect(detail.light).toBe('yellow');
      expect(detail.lightHistory).toEqual([
        { from: '2026-11-22', light: 'green' },
        { from: '2026-12-02', light: 'red' },
        { from: '2026-12-16', light: 'yellow' },
      ]);
      const before = (await call('office', 'GET', '/api/work?asOf=2026-12-10&q=会逾期&size=10')).body as WorkPage;
      expect(before.rows.map((row) => [row.state, row.light])).toEqual([['underway', 'red']]);
      expect(before.lights).toMatchObject({ red: 1, yellow: 0 });
    } finally {
      clock.set('2026-11-22T02:00:00Z');
      await signAllIn();
    }
  });

  const noticesOf = (id: string, kind: string) =>
    the.services.db.within(systemScope('test'), async (tx) => {
      const rows = await tx
        .selectFrom('notice')
        .select('id')
        .where('object_id', '=', id)
        .where('kind', '=', kind)
        .execute();
      return rows.length;
    });
});

describe('reform', () => {
  test('open tasks pass to the successor from a day on; who had them before stays readable', async () => {
    const open = await make('office', { leadId: 'dept-other', jointIds: ['dept-joint'] });
    await step('other', open, 'accept');
    const moved = await the.services.db.within(systemScope('reform'), (tx) =>
      moveUnits(tx, systemScope('reform'), the.services.clock, {
        from: 'dept-other',
        to: 'dept-heir',
        day: '2026-12-01',
      }),
    );
    expect(moved).toBe(1);
    const now = await get('office', open);
    expect(now.units.map((unit) => [unit.organization.id, unit.from, unit.to, unit.takenOverFrom?.id ?? null])).toEqual(
      [
        ['dept-heir', '2026-12-01', null, 'dept-other'],
        ['dept-other', '2026-11-22', '2026-11-30', null],
        ['dept-joint', '2026-11-22', null, null],
      ],
    );
    const before = await call('office', 'GET', `/api/work/${open}?asOf=2026-11-25`);
    expect(before.body.lead.id).toBe('dept-other');
    const after = await call('office', 'GET', `/api/work/${open}?asOf=2026-12-02`);
    expect(after.body.lead.id).toBe('dept-heir');
    expect(now.case.steps[0]!.action.id).toBe('take-over');
  });
});

// Last: the days go back after it, which no real clock does, and steps would stand in the wrong order of days.
describe('reform and time', () => {
  const move = (from: string, to: string, day: string) =>
    the.services.db.within(systemScope('reform'), (tx) =>
      moveUnits(tx, systemScope('reform'), the.services.clock, { from, to, day }),
    );
  test('however late it is first seen, slips come one at a time, and go to the successor', async () => {
    const id = await make('office', { title: '早已逾期', jointIds: [], dueOn: '2026-12-01' });
    await step('lead', id, 'accept');
    const { clock } = the.services;
    try {
      clock.set('2027-01-20T02:00:00Z');
      await signAllIn();
      await escalateOverdue(the.services);
      await escalateOverdue(the.services);
      expect((await get('office', id)).slips.map((one) => one.level)).toEqual([1]);
      await move('dept-lead', 'dept-joint', '2027-01-20');
      const after = await get('joint', id);
      expect(after.slips[0]!.organization.id).toBe('dept-joint');
      const url = `/api/slips/${after.slips[0]!.id}/steps`;
      expect((await call('joint', 'POST', url, { action: 'answer', version: 1, comment: '承接后办理' })).status).toBe(
        204,
      );
      await move('dept-joint', 'dept-lead', '2027-01-20');
    } finally {
      clock.set('2026-11-22T02:00:00Z');
      await signAllIn();
    }
  });

  test('a reform ahead of its day leaves the present unit its rights until then', async () => {
    const id = await make('office', { title: '改革前的任务', jointIds: [] });
    await step('lead', id, 'accept');
    await move('dept-lead', 'dept-joint', '2026-12-10');
    expect((await report('lead', id)).status).toBe(201);
    expect((await report('joint', id)).body.error.code).toBe('task.report');
    expect((await get('office', id)).lead?.id).toBe('dept-lead');
    const { clock } = the.services;
    try {
      clock.set('2026-12-10T02:00:00Z');
      await signAllIn();
      expect((await get('office', id)).lead?.id).toBe('dept-joint');
      expect((await report('joint', id)).status).toBe(201);
      expect((await report('lead', id)).body.error.code).toBe('task.report');
    } finally {
      clock.set('2026-11-22T02:00:00Z');
      await signAllIn();
    }
  });
});
