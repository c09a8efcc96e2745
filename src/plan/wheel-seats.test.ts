import { expect, test } from 'vitest';
import { toWheelSet } from './wheel.ts';
import { fitsWheel, seatLaterRounds } from './wheel-seats.ts';

/** Whether the topics of the first round, known by their places, get every pattern once in four rounds. */
const givesEachPatternOnce = (topics: number): boolean => {
  const cells = new Set<string>();
  for (let place = 0; place < topics; place++)
    for (const pattern of toWheelSet(place)) cells.add(`${place} ${pattern}`);
  for (const [at, seat] of seatLaterRounds(topics).entries())
    for (const pattern of toWheelSet(topics + at)) cells.add(`${seat} ${pattern}`);
  return cells.size === topics * 10;
};

// 28 cases of four to seven turns seated together × turns in a round less nines: the last comes up with 780 topics.
test('each topic gets every pattern once in four rounds, whatever the number of turns in a round', () => {
  const sizes = Array.from({ length: 36 }, (_, step) => 80 + 20 * step);
  expect(sizes.filter((topics) => !givesEachPatternOnce(topics))).toEqual([]);
});

test('each later round has each topic once', () => {
  const seats = seatLaterRounds(100);
  for (const round of [0, 1, 2]) expect(new Set(seats.slice(round * 100, (round + 1) * 100)).size).toBe(100);
});

test('only whole turns fit, four at the least', () => {
  const fits = [60, 80, 96, 100, 120].filter((topics) => fitsWheel({ topics, patterns: 10 }));
  expect(fits).toEqual([80, 100, 120]);
  expect(fitsWheel({ topics: 100, patterns: 9 })).toBe(false);
});
