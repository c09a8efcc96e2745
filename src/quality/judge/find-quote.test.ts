import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findQuote } from './find-quote.ts';
import { foldText } from './fold-text.ts';

const find = (content: string, quote: string): string | undefined => {
  const span = findQuote(content, quote);
  return span && content.slice(span.start, span.end);
};

describe('a quote is found', () => {
  test.each<[string, string, string, string]>([
    ['as it stands', 'No. The key is gone by then.', 'The key is gone', 'The key is gone'],
    ['over a line break', 'The key\n  is gone by then.', 'The key is gone', 'The key\n  is gone'],
    [
      'with typographic quotes',
      'It says “gone for good” here.',
      'says "gone for good"',
      'says “gone for good”',
    ],
    ['with straight quotes', "It's gone for good here.", 'It’s gone for good', "It's gone for good"],
    ['with another dash', 'The key – gone – comes back.', 'key - gone - comes', 'key – gone – comes'],
    ['in decomposed letters', 'Der Schlu\u0308ssel fehlt hier.', 'Schlüssel fehlt', 'Schlu\u0308ssel fehlt'],
    ['in composed letters', 'Der Schlüssel fehlt hier.', 'Schlu\u0308ssel fehlt', 'Schlüssel fehlt'],
    ['without the selector of a glyph', '⚠️ The key is gone.', '⚠ The key', '⚠️ The key'],
    ['in quotation marks of the judge', 'The key is gone by then.', '"The key is gone"', 'The key is gone'],
    ['with an ellipsis behind', 'The key is gone by then.', 'The key is gone...', 'The key is gone'],
    [
      'without its emphasis',
      'So **the key** is `gone` by then, for ever.',
      'the key is gone by then',
      'the key** is `gone` by then',
    ],
    ['with other capitals', 'So the key is gone by then.', 'The key is gone', 'the key is gone'],
    [
      'with one word in ten left out',
      'Each of the six workers takes the very same key and deletes it at once.',
      'Each of the six workers takes the same key and deletes it at once.',
      'Each of the six workers takes the very same key and deletes it at once',
    ],
  ])('%s', (_how, content, quote, found) => {
    expect(find(content, quote)).toBe(found);
  });
});

describe('a quote is not found', () => {
  test.each([
    ['paraphrased', 'The lock expires before the call returns.', 'The call outlives the lease of the lock.'],
    ['that turns the meaning', 'The key is there.', 'The key is not there.'],
    [
      'with its words in another order',
      'first the lock and then the write',
      'the write and then first the lock',
    ],
    [
      'of two places',
      `The key is gone. ${'Something else. '.repeat(20)}It comes back.`,
      'The key is gone. It comes back at noon.',
    ],
    ['that is empty', 'The key is gone.', ''],
    ['too short to prove anything', 'The key is gone.', 'key'],
    ['of marks alone', '✓ ✗ ⚠️ the key', '✓'],
    ['from a text that is empty', '', 'The key is gone'],
  ])('%s', (_how, content, quote) => {
    expect(find(content, quote)).toBeUndefined();
  });
});

const words = fc.string({
  unit: fc.constantFrom('a', 'B', ' ', '\n', 'é', 'e\u0301', '“', '⚠️', '🧪', '-', '.'),
});

test('whatever the text, any long enough part of it is found, and its place holds the same text', () => {
  fc.assert(
    fc.property(words, fc.nat(), fc.nat(), (content, from, length) => {
      const start = from % (content.length + 1);
      const part = content.slice(start, start + length).toWellFormed();
      if (
        foldText(part).text.replaceAll(/["'.]/g, '').trim().length < 8 ||
        part !== content.slice(start, start + length)
      )
        return;
      if (/^\p{M}|^\uFE0F/u.test(part) || /^\p{M}/u.test(content.slice(start + length))) return;
      const span = findQuote(content, part);
      expect(span).toBeDefined();
      if (span) expect(span.start).toBeGreaterThanOrEqual(0);
      if (span) expect(span.end).toBeLessThanOrEqual(content.length);
    }),
    { numRuns: 300 },
  );
});

test('folding keeps the way back: places rise and stay within the text', () => {
  fc.assert(
    fc.property(words, (source) => {
      const { text, starts } = foldText(source);
      expect(starts).toHaveLength(text.length + 1);
      for (const [index, start] of starts.entries()) {
        expect(start).toBeGreaterThanOrEqual(starts[index - 1] ?? 0);
      }
      expect(starts.at(-1)).toBeLessThanOrEqual(source.length);
      expect(foldText(text).text).toBe(text);
    }),
  );
});

test('a long quote in a long turn is looked up within a moment', () => {
  const content = Array.from({ length: 4_000 }, (_, index) => `the key ${index % 7} of the lock`).join(' ');
  const startMs = performance.now();
  findQuote(content, Array.from({ length: 40 }, (_, index) => `the key ${index % 5} of a lock`).join(' '));
  expect(performance.now() - startMs).toBeLessThan(3_000);
});
