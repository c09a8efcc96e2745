import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toVisibleLine, toVisibleText } from './visible-text.ts';

describe('toVisibleText', () => {
  test.each([
    ['an escape of the terminal', 'a\u001b[31mb', 'a⟨U+001B⟩[31mb'],
    ['NUL', 'a\u0000b', 'a⟨U+0000⟩b'],
    ['a control that turns the direction round', 'abc\u202edcba', 'abc⟨U+202E⟩dcba'],
    ['an isolate', '\u2066x\u2069', '⟨U+2066⟩x⟨U+2069⟩'],
    ['a character without width', 'pass\u200bword', 'pass⟨U+200B⟩word'],
    ['half a surrogate pair', 'a\ud800b', 'a�b'],
    ['a carriage return that would write over the line', 'good\rbad', 'good⟨U+000D⟩bad'],
    ['Windows line ends', 'a\r\nb', 'a\nb'],
    ['tabs and line feeds, which are left', 'a\tb\nc', 'a\tb\nc'],
    ['an emoji joined of several, which is left', '👩‍💻', '👩‍💻'],
  ])('shows %s', (_, text, shown) => {
    expect(toVisibleText(text)).toBe(shown);
  });

  test('never gives a character that acts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = toVisibleText(text);
        expect(shown.isWellFormed()).toBe(true);
        expect(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(shown.replace(/[\t\n]/g, ''))).toBe(false);
      }),
    );
  });
});

test('a visible line has no line end', () => {
  expect(toVisibleLine(' a\n\n b\tc ')).toBe('a b c');
});
