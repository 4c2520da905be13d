import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SchemeContent } from '../../../app/contract.ts';
import { type Action, beginHistory, changeHistory, sameContent } from './history.ts';
import { linesOf, mayMove, removeNode, renameCode, sharesOf, shiftNode, subtreeOf } from './tree-edit.ts';

const node = (code: string, parent: string | null, indicator?: string) => ({
  code,
  name: `N ${code}`,
  nameEn: '',
  parent,
  weight: 1,
  ...(indicator ? { indicator } : {}),
});
const scheme: SchemeContent = {
  nodes: [
    node('a1', 'a', 'ind-1'),
    node('a2', 'a', 'ind-2'),
    node('b1', 'b', 'ind-3'),
    node('c1', 'c', 'ind-4'),
    node('a', 'root'),
    node('b', 'root'),
    node('c', 'b'),
    node('root', null),
  ],
  context: [],
  steps: [
    { step: 'normalise', nodes: { a1: { method: 'rank' }, b: { method: 'min-max' } } },
    {
      step: 'aggregate',
      nodes: { b: { method: 'geometric' } },
      weights: {
        method: 'given',
        nodes: {
          a: { method: 'budget', allocations: [{ a1: 60, a2: 40 }] },
          root: { method: 'correlation', targets: { a: 1, b: 2 } },
        },
      },
    },
  ],
  uncertainty: { samples: 10, seed: 1, factors: [{ kind: 'inclusion', indicators: ['a1', 'b1'] }] },
};
const codes = [...scheme.nodes.map(({ code }) => code), 'new'];
const code = fc.constantFrom(...codes);
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ type: fc.constant('undo' as const) }),
  fc.record({ type: fc.constant('redo' as const) }),
  fc.record({ type: fc.constant('remove' as const), code }),
  fc.record({ type: fc.constant('rename' as const), code, to: fc.constantFrom('x', 'y', 'a', 'not a code') }),
  fc.record({
    type: fc.constant('patch' as const),
    code,
    patch: fc.record({ weight: fc.integer({ min: 0, max: 9 }) }),
  }),
  fc.record({ type: fc.constant('move' as const), code, to: code, before: code }),
  fc.record({ type: fc.constant('shift' as const), code, way: fc.constantFrom('up', 'down', 'in', 'out' as const) }),
  fc.record({
    type: fc.constant('add' as const),
    node: fc.tuple(code, code).map(([own, parent]) => node(own, parent)),
  }),
);
const play = (actions: Action[]) => actions.reduce(changeHistory, beginHistory(scheme));

test('whatever is done, it stays one tree: one root, known parents, no circles, no children of indicators', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      const { nodes } = play(actions).now;
      const byCode = new Map(nodes.map((own) => [own.code, own]));
      expect(byCode.size).toBe(nodes.length);
      expect(nodes.filter(({ parent }) => parent === null)).toHaveLength(1);
      const root = nodes.find(({ parent }) => parent === null)!;
      expect(subtreeOf(nodes, root.code).size).toBe(nodes.length);
      for (const { parent } of nodes) if (parent !== null) expect(byCode.get(parent)!.indicator).toBeUndefined();
      expect(
        linesOf(nodes)
          .map((line) => line.node.code)
          .toSorted(),
      ).toEqual([...byCode.keys()].toSorted());
    }),
  );
});

test('undo goes all the way back, redo all the way forward', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
      const done = play(actions);
      let back = done;
      while (back.past.length > 0) back = changeHistory(back, { type: 'undo' });
      expect(sameContent(back.now, scheme)).toBe(true);
      let forth = back;
      for (let i = 0; i < done.past.length; i++) forth = changeHistory(forth, { type: 'redo' });
      expect(sameContent(forth.now, done.now)).toBe(true);
    }),
  );
});

test('nothing names a node that is gone', () => {
  fc.assert(
    fc.property(code, (gone) => {
      const after = removeNode(scheme, gone);
      const left = new Set(after.nodes.map((own) => own.code));
      const text = JSON.stringify([after.steps, after.uncertainty]);
      for (const own of scheme.nodes) if (!left.has(own.code)) expect(text).not.toContain(`"${own.code}"`);
    }),
  );
});

test('another code goes everywhere, and back again', () => {
  fc.assert(
    fc.property(code, (from) => {
      const there = renameCode(scheme, from, 'other');
      expect(JSON.stringify(there)).not.toContain(`"${from}"`);
      expect(renameCode(there, 'other', from)).toEqual(scheme);
    }),
  );
});

test('effective shares of the indicators sum to one', () => {
  const shares = sharesOf(scheme.nodes);
  const leaves = scheme.nodes.filter(({ indicator }) => indicator);
  expect(leaves.reduce((sum, leaf) => sum + shares.get(leaf.code)!.whole, 0)).toBeCloseTo(1, 12);
  expect(shares.get('c1')).toEqual({ own: 1, whole: 0.25 });
});

test('typing on in one field is one step of undo', () => {
  const typed = [1, 12, 123].reduce(
    (history, weight) => changeHistory(history, { type: 'patch', code: 'a', patch: { weight } }),
    beginHistory(scheme),
  );
  expect(typed.past).toHaveLength(1);
  expect(changeHistory(typed, { type: 'undo' }).now).toBe(scheme);
});

test('moves by keyboard', () => {
  const order = (nodes: typeof scheme.nodes) => linesOf(nodes).map((line) => `${line.depth}${line.node.code}`);
  expect(order(shiftNode(scheme.nodes, 'a2', 'up'))).toEqual(['0root', '1a', '2a2', '2a1', '1b', '2b1', '2c', '3c1']);
  expect(order(shiftNode(scheme.nodes, 'a', 'down'))).toEqual(['0root', '1b', '2b1', '2c', '3c1', '1a', '2a1', '2a2']);
  expect(order(shiftNode(scheme.nodes, 'b', 'in'))).toEqual(['0root', '1a', '2a1', '2a2', '2b', '3b1', '3c', '4c1']);
  expect(order(shiftNode(scheme.nodes, 'c', 'out'))).toEqual(['0root', '1a', '2a1', '2a2', '1b', '2b1', '1c', '2c1']);
  expect(mayMove(scheme.nodes, 'b', 'c')).toBe(false);
  expect(mayMove(scheme.nodes, 'b', 'a1')).toBe(false);
});
