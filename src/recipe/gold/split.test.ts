import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GOLD_KINDS, type GoldItem, type GoldKind } from './schema.ts';
import { splitGold } from './split.ts';

const makeItem = (pattern: string, kind: GoldKind, number: number): GoldItem => ({
  id: `${pattern}-${kind}-${number}`,
  pattern,
  kind,
  label: kind === 'positive' ? 'demonstrated' : 'not-demonstrated',
  conversation: [],
  evidence: [],
  reason: 'because',
});

const items = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.constantFrom(...GOLD_KINDS), fc.nat({ max: 40 })),
    { selector: ([pattern, kind, number]) => `${pattern}-${kind}-${number}` },
  )
  .map((parts) => parts.map(([pattern, kind, number]) => makeItem(pattern, kind, number)));

const countBy = (half: readonly GoldItem[], toKey: (item: GoldItem) => string): Map<string, number> =>
  new Map([...Map.groupBy(half, toKey)].map(([key, group]) => [key, group.length]));

test('every item is in exactly one half, and the order of the files does not matter', () => {
  fc.assert(
    fc.property(items, fc.nat(), (all, turn) => {
      const { tune, heldOut } = splitGold(all);
      expect([...tune, ...heldOut].toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(
        all.toSorted((a, b) => a.id.localeCompare(b.id)),
      );
      const shift = all.length === 0 ? 0 : turn % all.length;
      const turned = splitGold([...all.slice(shift), ...all.slice(0, shift)]);
      expect(new Set(turned.tune.map(({ id }) => id))).toEqual(new Set(tune.map(({ id }) => id)));
    }),
  );
});

test.each<[string, (item: GoldItem) => string]>([
  ['a pattern', ({ pattern }) => pattern],
  ['a kind of a pattern', ({ pattern, kind }) => `${pattern}/${kind}`],
])('the halves differ by at most one item of %s', (_what, toKey) => {
  fc.assert(
    fc.property(items, (all) => {
      const { tune, heldOut } = splitGold(all);
      const [a, b] = [countBy(tune, toKey), countBy(heldOut, toKey)];
      for (const key of new Set(all.map(toKey)))
        expect(Math.abs((a.get(key) ?? 0) - (b.get(key) ?? 0)), key).toBeLessThanOrEqual(1);
    }),
  );
});

test('a kind of which each pattern has one item is not all in one half', () => {
  const all = ['A', 'B', 'C', 'D'].flatMap((pattern) => [
    makeItem(pattern, 'promised', 1),
    makeItem(pattern, 'truncated', 1),
  ]);
  const { tune } = splitGold(all);
  expect(countBy(tune, ({ kind }) => kind)).toEqual(
    new Map([
      ['promised', 2],
      ['truncated', 2],
    ]),
  );
});
