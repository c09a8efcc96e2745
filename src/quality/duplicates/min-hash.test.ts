import { expect, test } from 'vitest';
import { HASHES, hashBands, signSet } from './min-hash.ts';
import { jaccard } from './shingles.ts';
import { mix } from './word-hash.ts';

/** Two sets of 32-bit numbers, in ascending order, of which `shared` are in both. */
const makeSets = (size: number, shared: number, seed: number): readonly [Uint32Array, Uint32Array] => {
  const list = (from: number, to: number): number[] =>
    Array.from({ length: to - from }, (_, at) => mix(seed * 1_000_003 + from + at));
  const common = list(0, shared);
  return [
    Uint32Array.from([...common, ...list(shared, size)]).sort(),
    Uint32Array.from([...common, ...list(size, 2 * size - shared)]).sort(),
  ];
};

const countEqual = (one: Uint32Array, other: Uint32Array): number =>
  one.filter((hash, at) => hash === other[at]).length;

test.each([
  ['long texts', 800, 400],
  ['texts shorter than the signature', 40, 20],
  ['texts with little in common', 500, 50],
])('equal hashes are as frequent as shared members: %s', (_name, size, shared) => {
  const rounds = 200;
  let equal = 0;
  for (let seed = 1; seed <= rounds; seed++) {
    const [one, other] = makeSets(size, shared, seed).map((set) => signSet(set));
    equal += countEqual(one!, other!);
  }
  const truth = shared / (2 * size - shared);
  expect(Math.abs(equal / rounds / HASHES - truth)).toBeLessThan(0.02);
});

test.each([
  [0.5, 0.548],
  [0.6, 0.868],
  [0.7, 0.99],
])('sets of similarity %f share a band with the probability %f', (similarity, probability) => {
  const rounds = 400;
  const size = 600;
  const shared = Math.round((2 * size * similarity) / (1 + similarity));
  let met = 0;
  for (let seed = 1; seed <= rounds; seed++) {
    const [one, other] = makeSets(size, shared, seed).map((set) => hashBands(signSet(set)!));
    if (one!.some((hash, band) => hash === other![band])) met++;
  }
  expect(Math.abs(met / rounds - probability)).toBeLessThan(0.08);
});

test('an empty set has no signature', () => {
  expect(signSet(new Uint32Array())).toBeUndefined();
});

test('Jaccard similarity is shared by all', () => {
  expect(jaccard(Uint32Array.of(1, 2, 3), Uint32Array.of(2, 3, 4))).toBe(0.5);
  expect(jaccard(new Uint32Array(), new Uint32Array())).toBe(0);
});
