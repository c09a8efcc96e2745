import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Amounts, addAmounts, NO_AMOUNTS, toAmounts, type Unit } from './amounts.ts';
import { Yardstick } from './yardstick.ts';

const RATES: Readonly<Record<Unit, number>> = {
  requests: 0.01,
  tokens: 20,
  inputTokens: 12,
  outputTokens: 8,
};

/** Pieces of so many calls each, of which a limit of one unit says how long they take. */
const feed = (yardstick: Yardstick, counted: Unit, pieces: readonly (readonly number[])[]): void => {
  for (const sizes of pieces) {
    let all: Amounts = NO_AMOUNTS;
    for (const [index, tokens] of sizes.entries()) {
      const amounts = toAmounts({ inputTokens: tokens, outputTokens: index % 2 === 0 ? 500 : 3_000 });
      yardstick.note(amounts);
      all = addAmounts(all, amounts);
    }
    yardstick.notePiece(all, all[counted] / RATES[counted]);
  }
};

/** Of few large calls, and of few small ones. */
const LARGE = [9_000, 8_500, 9_200, 8_800, 9_100];
const SMALL = [1_000, 1_200, 900, 1_100, 1_000, 1_050];
const MIXED = [LARGE, SMALL, LARGE, SMALL, LARGE];

test.each<Unit>(['requests', 'inputTokens', 'tokens'])('finds out that a limit counts %s', (unit) => {
  const yardstick = new Yardstick();
  feed(yardstick, unit, MIXED);
  expect(yardstick.unit).toBe(unit);
});

test('counts requests as long as calls of like size tell nothing', () => {
  const yardstick = new Yardstick();
  feed(yardstick, 'inputTokens', [SMALL, SMALL, SMALL, SMALL]);
  expect(yardstick.unit).toBe('requests');
});

test('learns nothing from pieces that differ for other reasons', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1, max: 1_000, noNaN: true }), { minLength: 4, maxLength: 30 }),
      (waits) => {
        const yardstick = new Yardstick();
        const piece = toAmounts({ inputTokens: 1_000, outputTokens: 1_000 });
        const all = Array.from({ length: 9 }, () => piece).reduce(
          (sum, one) => addAmounts(sum, one),
          NO_AMOUNTS,
        );
        for (const tookMs of waits) {
          yardstick.note(piece);
          yardstick.notePiece(all, tookMs);
        }
        expect(yardstick.unit).toBe('requests');
      },
    ),
  );
});

test('measures in calls of mean size, whatever is counted', () => {
  const yardstick = new Yardstick();
  feed(yardstick, 'inputTokens', MIXED);
  // Of what was seen when it was chosen: three pieces.
  const seen = [...LARGE, ...SMALL, ...LARGE];
  expect(yardstick.scale).toBeCloseTo(seen.reduce((sum, size) => sum + size, 0) / seen.length);
  expect(yardstick.measure(toAmounts({ inputTokens: 2 * yardstick.scale, outputTokens: 0 }))).toBeCloseTo(2);
});

test('believes the provider before its own comparison', () => {
  const yardstick = new Yardstick();
  yardstick.tell('outputTokens');
  feed(yardstick, 'inputTokens', MIXED);
  expect(yardstick.unit).toBe('outputTokens');
});

test('goes back once when a unit proves wrong, and not when it has proved right', () => {
  const yardstick = new Yardstick();
  feed(yardstick, 'inputTokens', MIXED);
  expect(yardstick.takeBack()).toBe(true);
  expect(yardstick.unit).toBe('requests');
  feed(yardstick, 'inputTokens', MIXED);
  expect(yardstick.unit).toBe('requests');
  expect(yardstick.takeBack()).toBe(false);

  const right = new Yardstick();
  feed(right, 'inputTokens', MIXED);
  right.confirm();
  expect(right.takeBack()).toBe(false);
  expect(right.unit).toBe('inputTokens');
});
