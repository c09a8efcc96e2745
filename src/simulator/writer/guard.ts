const FENCED = /(^(`{3,}|~{3,})[\s\S]*?^\2[^\n]*$)/m;

/**
 * Takes the names of patterns out of prose, whatever their casing: an answer shows a behavior and never announces it.
 * Code is left as it is.
 */
export const hideNames = (markdown: string, names: readonly string[]): string => {
  const telling = names.map((name) => name.trim()).filter((name) => name !== '');
  if (!telling.some((name) => markdown.toLowerCase().includes(name.toLowerCase()))) return markdown;
  const sign = new RegExp(
    telling.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')).join('|'),
    'giu',
  );
  return markdown
    .split(FENCED)
    .map((part) => (/^(`{3,}|~{3,})/.test(part) ? part : part.replace(sign, 'this way of working')))
    .filter((part) => !/^(`{3,}|~{3,})$/.test(part))
    .join('');
};
