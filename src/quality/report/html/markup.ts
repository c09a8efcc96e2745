import { toVisibleText } from '../visible-text.ts';

/** A piece of HTML, made by `html` alone, so that no text gets into a page without being escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text is escaped, HTML is not, nothing comes of `undefined`. */
export type Content = string | number | Html | undefined | readonly Content[];

/** HTML from a template: `html\`<p>${text}</p>\``. Values may stand in text and in attributes in double quotes. */
export const html = (parts: TemplateStringsArray, ...values: readonly Content[]): Html => {
  let text = parts[0] ?? '';
  values.forEach((value, at) => {
    text += toHtml(value) + (parts[at + 1] ?? '');
  });
  return new Html(text);
};

/** HTML that our own code has written, for instance a plot. */
export const trustHtml = (text: string): Html => new Html(text);

const toHtml = (value: Content): string => {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return escapeText(String(value));
  let text = '';
  for (const each of value) text += toHtml(each);
  return text;
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text that is only text: neither markup nor characters that act on what stands around them. */
export const escapeText = (text: string): string =>
  toVisibleText(text).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
