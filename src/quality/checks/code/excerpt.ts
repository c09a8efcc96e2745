/** Something left out: three dots by themselves, which are no spread, or at the end of a comment. */
const ELLIPSIS =
  /(?<![\w.)\]'"])(?:\.\.\.|…)(?![\w$([{.'"])|(?:#|\/\/|--|\/\*|<!--)[^\n]{0,200}(?:\.\.\.|…)\s*(?:\*\/|-->)?[ \t]*$/m;
const DIFF = /^(?:@@ |diff --git |--- \S|\+\+\+ \S|<{5,7}(?: |$)|={7}$|>{5,7}(?: |$))/m;
/** Prompts of Python, IPython, Node, irb, psql and shells. */
const PROMPT =
  /^(?:>>> |\.\.\. |In \[\d+\]:|> \S|irb|\w+=[#>] |\$ |% |PS [A-Z]:|[\w.-]+@[\w.-]+[:~].*[$#] |C:\\.*>)/m;
const TEMPLATE = /\{\{.*\}\}|\{%.*%\}|<%.*%>|<[A-Z][A-Z0-9_]{2,}>/;

/**
 * Whether code is not meant to be a whole: something is left out, it is a diff, a session at a prompt, or a template
 * that is yet to be filled. A parser's complaint about such code says nothing.
 */
export const isExcerpt = (code: string): boolean =>
  ELLIPSIS.test(code) ||
  DIFF.test(code) ||
  PROMPT.test(code) ||
  TEMPLATE.test(code) ||
  isMostlyChangeLines(code);

/** A diff without a head: more than a line in five begins with plus or minus, and not all of them are list items. */
const isMostlyChangeLines = (code: string): boolean => {
  const lines = code.split('\n').filter((line) => line.trim() !== '');
  const changed = lines.filter((line) => /^[+-](?:\s|\w|["'<{}()])/.test(line));
  return changed.some((line) => line.startsWith('+')) && changed.length * 5 > lines.length;
};

/** Ways to read a fragment as what it was taken out of: members of a class, properties, a body, a branch. */
export const listFrames = (word: string, code: string): string[] => {
  const language = word.toLowerCase();
  if (BRACED.has(language)) return [`class A {\n${code}\n}`, `void f() {\n${code}\n}`];
  if (SCRIPTS.has(language)) {
    const bodies = [`class A {\n${code}\n}`, `async function f() {\n${code}\n}`, `x = {\n${code}\n}`];
    return code.trimStart().startsWith('<') ? [`<>\n${code}\n</>`] : bodies;
  }
  return OTHER_FRAMES.get(language)?.(code) ?? [];
};

const BRACED = new Set(['java', 'csharp', 'c#', 'cs', 'cpp', 'c++', 'cc', 'cxx', 'hpp']);
const SCRIPTS = new Set([
  'javascript',
  'js',
  'jsx',
  'mjs',
  'cjs',
  'typescript',
  'ts',
  'tsx',
  'mts',
  'cts',
  'node',
]);

const framePython = (code: string): string[] => {
  const flush = dedent(code);
  return [flush, `def f():\n${indent(flush)}`, `if a:\n  b\n${flush}`, `try:\n  b\n${flush}`];
};

/** JSON with comments and trailing commas, properties without their braces, and a value a line. */
const listJsonReadings = (code: string): string[] => {
  const bare = code
    .replace(
      /("(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
      (_whole, text: string | undefined) => text ?? '',
    )
    .replace(/,(\s*[}\]])/g, '$1')
    .replace(/,\s*$/, '');
  const values = bare.split('\n').filter((line) => line.trim() !== '');
  return [bare, `{${bare}}`, `[${bare}]`, `[${values.join(',')}]`];
};

const dedent = (code: string): string => {
  const margins = code
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.length - line.trimStart().length);
  const margin = margins.length === 0 ? 0 : Math.min(...margins);
  return code
    .split('\n')
    .map((line) => line.slice(Math.min(margin, line.length - line.trimStart().length)))
    .join('\n');
};

const indent = (code: string): string =>
  code
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');

const OTHER_FRAMES: ReadonlyMap<string, (code: string) => string[]> = new Map([
  ['go', (code: string) => [`package p\nfunc f() {\n${code}\n}`]],
  ['php', (code: string) => [`<?php class A {\n${code}\n}`]],
  ['css', (code: string) => [`a {\n${code}\n}`]],
  ['json', listJsonReadings],
  ...['python', 'py'].map((word) => [word, framePython] as const),
  ...['rust', 'rs'].map(
    (word) => [word, (code: string) => [`impl A {\n${code}\n}`, `fn f() {\n${code}\n}`]] as const,
  ),
  ...['yaml', 'yml'].map((word) => [word, (code: string) => [dedent(code)]] as const),
]);
