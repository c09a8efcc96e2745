import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Losses, makeRounds, settleRound } from './testing/make-rounds.ts';

/** Goes through all rounds, and tells what each asked for and how it ended. */
const fill = async (count: number, losses: Losses = {}, isFailed?: (number: number) => boolean) => {
  const rounds = makeRounds(count, losses);
  const asked: number[][] = [];
  for (;;) {
    asked.push(rounds.assignments.map(({ number }) => number));
    await settleRound(rounds, isFailed);
    const conclusion = await rounds.conclude();
    if (conclusion.next === undefined) return { asked, ...conclusion };
    rounds.advance(conclusion);
  }
};

describe('rounds', () => {
  test('are over after the plan when all of it is accepted', async () => {
    const { asked, accepted, rejected, isEnough } = await fill(8);
    expect(asked).toEqual([[1, 2, 3, 4, 5, 6, 7, 8]]);
    expect(accepted).toEqual(asked[0]);
    expect({ rejected, isEnough }).toEqual({ rejected: [], isEnough: true });
  });

  test('ask for one more for each that is lost, with the same patterns where these are lacking', async () => {
    const lost = { isWrong: (number: number) => number === 3 };
    const { asked, accepted, rejected } = await fill(8, lost, (number) => number === 6);
    expect(asked.map(({ length }) => length)).toEqual([8, 2]);
    // The cycle comes round every four: 3 and 6 stand in it where 3 and 2 do.
    expect(asked[1]?.map((number) => number % 4).toSorted()).toEqual([2, 3]);
    expect(accepted).toHaveLength(8);
    expect(rejected).toEqual([
      { number: 3, topic: expect.any(String), check: 'wrong', message: 'It is wrong.' },
    ]);
  });

  test('lose what is too like others, and an earlier one where it must be', async () => {
    const findAlike = (earlier: readonly number[], fresh: readonly number[]) =>
      earlier.length === 0 ? fresh.filter((number) => number === 2) : earlier.filter((each) => each === 1);
    const { accepted, rejected } = await fill(6, { findAlike });
    expect(accepted).toHaveLength(6);
    expect(rejected.map(({ number, check }) => [number, check])).toEqual([
      [1, 'alike'],
      [2, 'alike'],
    ]);
  });

  test('end fruitless when even three times as many would not give enough', async () => {
    const { asked, accepted, isEnough } = await fill(10, { isWrong: (number) => number % 10 > 0 });
    expect(asked.flat().length).toBeLessThan(30);
    expect(accepted.length).toBeLessThan(10);
    expect(isEnough).toBe(false);
  });

  test('keep what is more than wanted out of the file, the last of the plan', async () => {
    // Half of the first 400 are lost, and none of what comes in their place.
    const { asked, accepted, spare } = await fill(400, {
      isWrong: (number) => number <= 400 && number % 2 > 0,
    });
    expect(accepted).toHaveLength(400);
    expect(spare).toHaveLength(asked.flat().length - 600);
    expect(Math.min(...spare)).toBeGreaterThan(Math.max(...accepted));
  });
});

test('every number is asked for once, and asked = accepted + rejected + spare + failed', async () => {
  const shares = fc.record({
    count: fc.integer({ min: 1, max: 40 }),
    wrong: fc.integer({ min: 0, max: 9 }),
    failed: fc.integer({ min: 0, max: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(shares, async ({ count, wrong, failed }) => {
      const isFailed = (number: number): boolean => (number * 7) % 10 < failed;
      const isWrong = (number: number): boolean => (number * 3) % 10 < wrong;
      const end = await fill(count, { isWrong }, isFailed);
      const asked = end.asked.flat();
      expect(new Set(asked).size).toBe(asked.length);
      const lost = asked.filter(isFailed).length;
      expect(end.accepted.length + end.rejected.length + end.spare.length + lost).toBe(asked.length);
      expect(end.accepted.length).toBeLessThanOrEqual(count);
      expect(asked.length).toBeLessThanOrEqual(3 * count);
      expect(end.isEnough).toBe(end.accepted.length === count);
      expect(await fill(count, { isWrong }, isFailed)).toEqual(end);
    }),
    { numRuns: 40 },
  );
});

test('a round that is cut short is judged by what has come, and goes on from there', async () => {
  const rounds = makeRounds(6, { isWrong: (number) => number === 2 });
  await settleRound(rounds, (number) => number > 3);
  const cut = await rounds.conclude();
  expect(cut.accepted).toEqual([1, 3]);
  expect(cut.rejected.map(({ number }) => number)).toEqual([2]);
  for (const one of rounds.assignments)
    if (one.number > 3)
      await rounds.settle(one.number, { ...one, patterns_applied: [], conversation: [], learning_notes: '' });
  expect((await rounds.conclude()).accepted).toEqual([1, 3, 4, 5, 6]);
});
