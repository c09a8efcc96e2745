import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashText, hashValue, toCanonicalJson } from './hash.ts';

test.each([
  ['keys at any depth', { b: [{ d: 1, c: 2 }], a: 3 }, '{"a":3,"b":[{"c":2,"d":1}]}'],
  ['lists as they are', [3, 1, 2], '[3,1,2]'],
  ['numeric keys', { 10: 'x', 9: 'y', a: 'z' }, '{"9":"y","10":"x","a":"z"}'],
  ['nothing for undefined', { a: undefined, b: 1 }, '{"b":1}'],
  ['bare values', 'ü\u2028', '"ü\u2028"'],
  ['null', null, 'null'],
])('canonical JSON sorts %s', (_what, value, text) => {
  expect(toCanonicalJson(value)).toBe(text);
});

test('the order in which keys were set makes no difference, at any depth', () => {
  const reverse = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reverse);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, inner]) => [key, reverse(inner)]),
    );
  };
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(hashValue(reverse(value))).toBe(hashValue(value));
    }),
  );
});

test('canonical JSON is still the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(JSON.parse(toCanonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('a text hashes as SHA-256 over UTF-8', () => {
  expect(hashText('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(hashText('é')).not.toBe(hashText('e\u0301'));
  expect(hashText('')).toMatch(/^[0-9a-f]{64}$/);
});

test('values that differ in one leaf, one type or one key hash apart', () => {
  const values = [{ a: 1 }, { a: '1' }, { a: 2 }, { b: 1 }, { a: [1] }, [{ a: 1 }], { a: 1, b: null }];
  expect(new Set(values.map(hashValue)).size).toBe(values.length);
});
