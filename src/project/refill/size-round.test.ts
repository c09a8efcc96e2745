import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sizeRound } from './size-round.ts';

describe('a further round asks', () => {
  test('for exactly the last few', () => {
    expect(sizeRound({ wanted: 100, asked: 100, accepted: 99 })).toBe(1);
    expect(sizeRound({ wanted: 100, asked: 104, accepted: 97 })).toBe(3);
  });

  test('for more than are missing where many are, and for fewer than would do on the average', () => {
    const asked = sizeRound({ wanted: 10_000, asked: 10_000, accepted: 8_000 });
    expect(asked).toBeGreaterThan(2_350);
    expect(asked).toBeLessThan(2_500);
  });

  test('for twice the missing at most, whatever the yield was', () => {
    expect(sizeRound({ wanted: 100, asked: 100, accepted: 30 })).toBe(140);
  });

  test('for nothing when enough are accepted, or three times as many were asked for', () => {
    expect(sizeRound({ wanted: 10, asked: 12, accepted: 10 })).toBe(0);
    expect(sizeRound({ wanted: 10, asked: 30, accepted: 9 })).toBe(0);
    expect(sizeRound({ wanted: 10, asked: 28, accepted: 9 })).toBe(1);
  });

  test('for nothing when what may still be asked will surely not be enough', () => {
    expect(sizeRound({ wanted: 1_000, asked: 1_000, accepted: 100 })).toBe(0);
    expect(sizeRound({ wanted: 10, asked: 28, accepted: 4 })).toBe(0);
    expect(sizeRound({ wanted: 10, asked: 28, accepted: 9 })).toBe(1);
    // Four of four lost may be chance; twelve of twelve are not.
    expect(sizeRound({ wanted: 4, asked: 4, accepted: 0 })).toBeGreaterThanOrEqual(4);
    expect(sizeRound({ wanted: 12, asked: 12, accepted: 0 })).toBe(0);
  });
});

test('it never passes three times what is wanted, and asks for all that is missing or for nothing', () => {
  const standing = fc
    .integer({ min: 1, max: 5_000 })
    .chain((wanted) => fc.tuple(fc.constant(wanted), fc.integer({ min: wanted, max: 3 * wanted })))
    .chain(([wanted, asked]) =>
      fc.record({
        wanted: fc.constant(wanted),
        asked: fc.constant(asked),
        accepted: fc.integer({ min: 0, max: wanted }),
      }),
    );
  fc.assert(
    fc.property(standing, ({ wanted, asked, accepted }) => {
      const size = sizeRound({ wanted, asked, accepted });
      const missing = wanted - accepted;
      expect(asked + size).toBeLessThanOrEqual(3 * wanted);
      if (size > 0) expect(size).toBeGreaterThanOrEqual(Math.min(missing, 3 * wanted - asked));
      expect(size).toBeLessThanOrEqual(2 * missing);
    }),
  );
});

test('hardly any round gives more than are missing: of a binomial yield, two standard deviations fit', () => {
  for (const percent of [40, 60, 80, 95]) {
    const asked = 2_000;
    const accepted = asked * (percent / 100);
    const missing = asked - accepted;
    const size = sizeRound({ wanted: asked, asked, accepted });
    const share = percent / 100;
    const deviation = Math.sqrt(size * share * (1 - share));
    if (size > missing) expect(size * share + 1.9 * deviation).toBeLessThanOrEqual(missing);
  }
});
