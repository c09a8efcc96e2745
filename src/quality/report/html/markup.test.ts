import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toVisibleText } from '../visible-text.ts';
import { escapeText, html, trustHtml } from './markup.ts';

test('text is escaped, markup of our own is not, and nothing comes of what is not there', () => {
  const inner = html`<b>${'<i>'}</b>`;
  expect(html`<p title="${'"x"'}">${inner}${undefined}${[1, ' & ', trustHtml('<hr>')]}</p>`.text).toBe(
    '<p title="&quot;x&quot;"><b>&lt;i&gt;</b>1 &amp; <hr></p>',
  );
});

test('an escaped text holds no character of markup, and reads as the visible text', () => {
  const readBack = (text: string): string =>
    text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(escapeText(text)).not.toMatch(/[<>"']/);
      expect(readBack(escapeText(text))).toBe(toVisibleText(text));
    }),
  );
});
