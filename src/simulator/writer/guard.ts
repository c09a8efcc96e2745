const FENCED = /(^(`{3,}|~{3,})[\s\S]*?^\2[^\n]*$)/m;

/** Hides names in a text; made once for a list of names. */
export type NameHider = (markdown: string) => string;

/**
 * Takes the names of patterns out of prose, whatever their casing: an answer shows a behavior and never announces it.
 * Code is left as it is.
 */
export const makeNameHider = (names: readonly string[]): NameHider => {
  const telling = names.map((name) => name.trim()).filter((name) => name !== '');
  if (telling.length === 0) return (markdown) => markdown;
  const choices = telling.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'));
  const sign = new RegExp(choices.join('|'), 'iu');
  const every = new RegExp(choices.join('|'), 'giu');
  return (markdown) => {
    if (!sign.test(markdown)) return markdown;
    return markdown
      .split(FENCED)
      .filter((part) => !/^(`{3,}|~{3,})$/.test(part))
      .map((part) => (/^(`{3,}|~{3,})/.test(part) ? part : part.replace(every, 'this way of working')))
      .join('');
  };
};
