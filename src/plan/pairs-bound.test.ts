import { expect, test } from 'vitest';

/** Pairs of 10 patterns as 45 bits, in two words: the first 30 of `LIST` in `low`, the rest in `high`. */
interface Pairs {
  readonly low: number;
  readonly high: number;
}

const NONE: Pairs = { low: 0, high: 0 };
const join = (a: Pairs, b: Pairs): Pairs => ({ low: a.low | b.low, high: a.high | b.high });
const areApart = (a: Pairs, b: Pairs): boolean => (a.low & b.low) === 0 && (a.high & b.high) === 0;

const LIST: [number, number][] = [];
for (let a = 0; a < 10; a++) for (let b = a + 1; b < 10; b++) LIST.push([a, b]);
const toPair = (at: number): Pairs =>
  at < 30 ? { low: 1 << at, high: 0 } : { low: 0, high: 1 << (at - 30) };
const toPairs = (set: readonly number[]): Pairs =>
  LIST.map(([a, b], at) => (set.includes(a) && set.includes(b) ? toPair(at) : NONE)).reduce(join);

const ALL = Array.from({ length: 10 }, (_, pattern) => pattern);
const chooseThree = (from: readonly number[]): number[][] =>
  from.flatMap((a, i) => from.slice(i + 1).flatMap((b, j) => from.slice(i + j + 2).map((c) => [a, b, c])));

/** Every way to cut 10 patterns into sets of 3, 3, 2 and 2. */
const listBlocks = (): Pairs[] =>
  chooseThree(ALL).flatMap((one) =>
    chooseThree(ALL.filter((pattern) => !one.includes(pattern)))
      .filter((other) => one[0]! < other[0]!)
      .flatMap((other) => {
        const [a, b, c, d] = ALL.filter((pattern) => !one.includes(pattern) && !other.includes(pattern));
        const threes = join(toPairs(one), toPairs(other));
        const matchings = [
          [a!, b!, c!, d!],
          [a!, c!, b!, d!],
          [a!, d!, b!, c!],
        ];
        return matchings.map(([p, q, r, s]) => join(threes, join(toPairs([p!, q!]), toPairs([r!, s!]))));
      }),
  );

/** Whether five pairs are those of a set of 3 and two sets of 2 that have no pattern in common. */
const isTail = (used: Pairs): boolean => {
  const left = LIST.filter(([a, b]) => areApart(used, toPairs([a, b])));
  const degrees = ALL.map((pattern) => left.filter((pair) => pair.includes(pattern)).length);
  const three = ALL.filter((pattern) => degrees[pattern] === 2);
  return (
    three.length === 3 &&
    degrees.filter((degree) => degree === 1).length === 4 &&
    left.filter(([a, b]) => three.includes(a) && three.includes(b)).length === 3
  );
};

// Patterns within one at each prefix means that each four sets from the first on hold every pattern once. 23 sets
// have 45 pairs: were the pairs within one there, each would be held once, by five whole blocks and a tail of 2, 3, 2.
test('no 23 sets hold each pair once: pairs cannot be within one everywhere while patterns are', () => {
  const blocks = listBlocks();
  expect(blocks).toHaveLength(6300);
  // All blocks are alike up to the names of the patterns, so the first may be fixed.
  const first = blocks[0]!;
  const seconds = blocks.filter((block) => areApart(first, block));
  let fives = 0;
  let solutions = 0;
  for (const [i, second] of seconds.entries()) {
    const thirds = seconds.slice(i + 1).filter((block) => areApart(second, block));
    for (const [j, third] of thirds.entries()) {
      const fourths = thirds.slice(j + 1).filter((block) => areApart(third, block));
      for (const [k, fourth] of fourths.entries()) {
        for (const fifth of fourths.slice(k + 1).filter((block) => areApart(fourth, block))) {
          fives++;
          if (isTail([first, second, third, fourth, fifth].reduce(join))) solutions++;
        }
      }
    }
  }
  expect({ fives, solutions }).toEqual({ fives: 7344, solutions: 0 });
});
