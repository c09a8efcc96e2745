/**
 * Characters that act on what shows a text instead of being shown: controls (C0 but tab and line feed, DEL, C1),
 * and those of Unicode's bidirectional algorithm (UAX #9), which can make a text read as another one, besides
 * zero-width characters and the marks of line and paragraph. The joiners U+200C and U+200D are left: scripts and emoji need them.
 */
const ACTING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be found.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** A text in which nothing acts: every character that would is shown by its number, `⟨U+202E⟩`; lone surrogates as `�`. */
export const toVisibleText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(ACTING, (char) => `⟨U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);

/** The same on one line: white space is put together to single spaces. */
export const toVisibleLine = (text: string): string => toVisibleText(text).replace(/\s+/g, ' ').trim();
