import { expect, test } from 'vitest';
import { makeRandom } from '../../base/index.ts';
import type { Subject } from '../subject.ts';
import { findDuplicates } from './find-duplicates.ts';
import { makeSubject, makeWords } from './testing/make-subject.ts';
import { EXACT_DOCUMENTS } from './thresholds.ts';

const COUNT = EXACT_DOCUMENTS + 100;
const random = makeRandom(1, 'many-conversations');
const draw = (count: number): string[] =>
  Array.from({ length: count }, () => `word${Math.floor(20_000 ** random.fraction())}`);

/** Each hundredth answers as the one before it does, with a share of its words drawn anew, in runs of `run` words. */
const makeSet = (kept: number, run: number): Subject[] => {
  let before: string[] = [];
  return Array.from({ length: COUNT }, (_, at) => {
    const own = draw(160);
    const isRetold = at % 100 === 99;
    const answer = own.map((word, place) =>
      isRetold && (Math.floor(place / run) * 7) % 10 < kept * 10 ? (before[place] ?? word) : word,
    );
    before = answer;
    return makeSubject(`p/${at}`, draw(30).join(' '), answer.join(' '));
  });
};

const listRetold = (subjects: readonly Subject[], likeness: string): number =>
  new Set(
    findDuplicates(subjects)
      .pairs.filter((pair) => pair.likeness === likeness && Number(pair.other.slice(2)) % 100 === 99)
      .map(({ other }) => other),
  ).size;

test('among more than all pairs can be compared of, near duplicates are found', () => {
  expect(listRetold(makeSet(0.8, 20), 'near')).toBe(21);
});

test('among more than all pairs can be compared of, the same scenario is found', () => {
  expect(listRetold(makeSet(0.6, 4), 'scenario')).toBeGreaterThanOrEqual(20);
});

test('many that are all the same are one cluster', () => {
  const subjects = Array.from({ length: COUNT }, (_, at) =>
    makeSubject(`p/${at}`, makeWords('q', 20), makeWords('a', 40)),
  );
  const { clusters } = findDuplicates(subjects);
  expect(clusters.map(({ keeper, others }) => [keeper, others.length])).toEqual([['p/0', COUNT - 1]]);
});
