import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Mark, markText } from './marked-text.ts';

const mark = (start: number, end: number, id = 'm'): Mark => ({
  id,
  severity: 'warn',
  start,
  end,
  message: 'x',
});
const toText = (markup: string): string =>
  markup
    .replace(/<mark[^>]*>‸<\/mark>/g, '')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<');

describe('markText', () => {
  test('puts a range into an element of its id', () => {
    expect(markText('abcdef', [mark(2, 4)]).text).toBe('ab<mark id="m" class="warn" title="x">cd</mark>ef');
  });

  test('shows a caret where a range is empty', () => {
    expect(markText('ab', [mark(1, 1)]).text).toBe('a<mark id="m" class="warn caret" title="x">‸</mark>b');
  });

  test.each([
    ['beyond the end', 90, 95],
    ['before the beginning', -5, -2],
    ['the wrong way round', 3, 1],
    ['not a number', Number.NaN, Number.NaN],
  ])('gives an element to a range that lies %s', (_, start, end) => {
    expect(markText('abcdef', [mark(start, end)]).text).toContain('id="m"');
  });

  test('does not cut through a surrogate pair', () => {
    expect(markText('a😀b', [mark(2, 4)]).text).toBe('a<mark id="m" class="warn" title="x">😀b</mark>');
  });

  test('sets fenced code apart, with marks within it', () => {
    const text = 'See:\n```js\nlet a;\n```\nDone.';
    const shown = markText(text, [mark(11, 14)]).text;
    expect(shown).toContain('<mark id="m" class="warn" title="x"><code>let</code></mark>');
    expect(toText(shown)).toBe(text);
  });

  test('keeps the text, and gives each mark exactly one element of its id, however they lie', () => {
    const range = fc.record({
      start: fc.integer({ min: -2, max: 60 }),
      end: fc.integer({ min: -2, max: 60 }),
    });
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '<', ' ', '\n', '`', '😀', 'é'), maxLength: 50 }),
        fc.array(range, { maxLength: 6 }),
        (text, ranges) => {
          const shown = markText(
            text,
            ranges.map(({ start, end }, at) => mark(start, end, `m${at}`)),
          ).text;
          expect(toText(shown)).toBe(text);
          ranges.forEach((_, at) => {
            expect(shown.split(`id="m${at}"`)).toHaveLength(2);
          });
        },
      ),
    );
  });

  test('leaves out of a huge text what is far from a mark, and tells how much', () => {
    const shown = markText('x'.repeat(1_000_000), [mark(500_000, 500_010)]).text;
    expect(shown.length).toBeLessThan(20_000);
    expect(shown).toContain('<mark id="m" class="warn" title="x">xxxxxxxxxx</mark>');
    expect(shown).toMatch(/487,600 characters are left out/);
  });
});
