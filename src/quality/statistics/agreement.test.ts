import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cohenKappa, gwetAc1, krippendorffAlpha, measureAgreement, type Ratings } from './agreement.ts';

/** Ratings out of one string a rater, a letter an item, with a dot where there is none. */
const toRatings = (...raters: readonly string[]): Ratings =>
  [...(raters[0] ?? '')].map((_, item) =>
    raters.map((rater) => (rater[item] === '.' ? undefined : rater[item])),
  );

/** Ratings of two raters out of how often both said a, one a and the other b, and so on. */
const toPairs = (aa: number, ab: number, ba: number, bb: number): Ratings => [
  ...Array.from({ length: aa }, () => ['a', 'a']),
  ...Array.from({ length: ab }, () => ['a', 'b']),
  ...Array.from({ length: ba }, () => ['b', 'a']),
  ...Array.from({ length: bb }, () => ['b', 'b']),
];

test("Krippendorff's four observers with missing values agree with alpha .743", () => {
  // Computing Krippendorff's alpha-reliability (2011), part C.
  const ratings = toRatings('123321412...', '1233224125.3', '.3332342251.', '12332441251.');
  expect(krippendorffAlpha(ratings)).toBeCloseTo(0.743, 3);
});

test("Krippendorff's two observers of ten articles agree with alpha .095, and those of twelve with .692", () => {
  // The same paper, parts A and B.
  expect(krippendorffAlpha(toRatings('0100000010', '1110010000'))).toBeCloseTo(0.095, 3);
  expect(krippendorffAlpha(toRatings('aabbdcccedda', 'babbbccceddd'))).toBeCloseTo(0.692, 3);
});

test("Gwet's 125 subjects agree in 94.4 %, with a kappa below 0 and AC1 .941", () => {
  // Gwet, Kappa statistic is not satisfactory for assessing the extent of agreement between raters (2002), table 2.
  const ratings = toPairs(118, 5, 2, 0);
  expect(measureAgreement(ratings)).toBeCloseTo(0.944, 6);
  expect(cohenKappa(ratings)).toBeCloseTo(-0.0234, 4);
  expect(gwetAc1(ratings)).toBeCloseTo(0.9408, 4);
});

test('kappa of the textbook table with 20, 5, 10 and 15 is .4', () => {
  expect(cohenKappa(toPairs(20, 5, 10, 15))).toBeCloseTo(0.4, 10);
});

test('kappa is the one that LLMBar publishes for GPT-4 on its natural pairs', () => {
  // princeton-nlp/LLMBar, Dataset/LLMBar/Natural/evaluators/GPT-4/Vanilla_NoRules/statistics.json: 97 of 100 equal and
  // 0.9389747762408462. Of all tables with 97 equal ones this is the one (but for its mirrors) with that kappa.
  expect(cohenKappa(toPairs(55, 1, 2, 42))).toBeCloseTo(0.9389747762408462, 12);
});

test('alpha of three raters by hand: one of four items is disputed', () => {
  // Ratings aaa, bbb, aaa, aab: disagreement 2/3 of 3 ratings; 8 a and 4 b out of 12 give 64 of 132 ordered pairs.
  expect(krippendorffAlpha(toRatings('abaa', 'abaa', 'abab'))).toBeCloseTo(1 - (11 * (3 * (2 / 3))) / 64, 10);
});

describe('where there is nothing to measure', () => {
  test('no item rated twice gives nothing', () => {
    for (const ratings of [[], [['a', undefined]], [[undefined, undefined]]]) {
      for (const measure of [measureAgreement, cohenKappa, gwetAc1, krippendorffAlpha]) {
        expect(measure(ratings)).toBeUndefined();
      }
    }
  });

  test('raters that only ever say one thing have no kappa and no alpha, and AC1 of 1', () => {
    const ratings = toPairs(20, 0, 0, 0);
    expect([cohenKappa(ratings), krippendorffAlpha(ratings)]).toEqual([undefined, undefined]);
    expect(gwetAc1(ratings)).toBe(1);
  });

  test('an item that one rater left out does not count in kappa', () => {
    expect(cohenKappa([...toPairs(20, 5, 10, 15), ['a', undefined]])).toBeCloseTo(0.4, 10);
  });
});

describe('laws', () => {
  const value = fc.constantFrom('a', 'b', 'c', undefined);
  const ratings = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 60 });
  const several = fc.array(fc.array(value, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 40 });

  test('no measure is above 1, and all are 1 where raters always agree on more than one thing', () => {
    fc.assert(
      fc.property(ratings, (pairs) => {
        for (const measure of [cohenKappa, gwetAc1, krippendorffAlpha]) {
          expect(measure(pairs) ?? 0).toBeLessThanOrEqual(1 + 1e-12);
          expect(measure([['a', 'a'], ['b', 'b'], ...pairs.map(([one]) => [one, one])])).toBeCloseTo(1, 10);
        }
      }),
    );
  });

  test('neither the order of items nor that of raters matters', () => {
    fc.assert(
      fc.property(several, (items) => {
        const turned = items.toReversed().map((item) => item.toReversed());
        for (const measure of [gwetAc1, krippendorffAlpha, measureAgreement]) {
          const [before, after] = [measure(items), measure(turned)];
          if (before === undefined) expect(after).toBeUndefined();
          else expect(after).toBeCloseTo(before, 10);
        }
      }),
    );
  });
});
