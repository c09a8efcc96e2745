import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutToWidth, layOutColumns, measureWidth, wrapText } from './columns.ts';

const plain = (_style: string, text: string): string => text;

test.each([
  ['abc', 3],
  ['é', 1],
  ['e\u0301', 1],
  ['日本', 4],
  ['👩‍💻', 2],
  ['✓', 1],
])('%s takes %i columns', (text, width) => {
  expect(measureWidth(text)).toBe(width);
});

test('a text that is cut says so, and is never wider than its room', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, width) => {
      const cut = cutToWidth(text, width);
      expect(measureWidth(cut)).toBeLessThanOrEqual(width);
      expect(cut === text || cut.endsWith('…')).toBe(true);
    }),
  );
});

describe('layOutColumns', () => {
  test('lines up the columns, numbers to the right', () => {
    expect(
      layOutColumns(
        [
          ['name', 1],
          ['a', 20],
        ],
        40,
        plain,
      ),
    ).toEqual(['name   1', 'a     20']);
  });

  test('breaks the last column into lines before it cuts the others', () => {
    expect(layOutColumns([['short', 'one two three four five six seven']], 30, plain)).toEqual([
      'short  one two three four five',
      '       six seven',
    ]);
  });

  test('lays on colour after the padding, so that it moves nothing', () => {
    const lines = layOutColumns(
      [
        [{ text: 'a', style: 'red' }, 'x'],
        ['long', 'y'],
      ],
      40,
      (style, text) => `<${style}>${text}</>`,
    );
    expect(lines).toEqual(['<red>a   </>  x', 'long  y']);
  });
});

test('no line of a wrapped text is wider than its room', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 10, max: 60 }), (text, width) => {
      for (const line of wrapText(text, width, '  ')) expect(measureWidth(line)).toBeLessThanOrEqual(width);
    }),
  );
});
