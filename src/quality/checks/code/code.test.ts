import { expect, test } from 'vitest';
import { checkAnswer, listFound, SOUND } from '../testing/check-rig.ts';

const fenced = (language: string, code: string, fence = '```'): string =>
  `${SOUND}\n\n${fence}${language}\n${code}\n${fence}\n\nThat is all there is to it.`;
const long = (line: string): string => Array.from({ length: 9 }, () => line).join('\n');

test.each<[string, string, string[]]>([
  ['closed', fenced('sh', 'ls'), []],
  ['of tildes', fenced('sh', 'ls', '~~~'), []],
  ['longer than those within', fenced('md', '```js\nx\n```', '````'), []],
  ['with Windows line ends', fenced('sh', 'ls').replaceAll('\n', '\r\n'), []],
  ['without a language', fenced('', 'ls'), ['untagged-fence warn']],
  ['never closed', `${SOUND}\n\`\`\`ts\nconst a = 1;`, ['open-fence fail']],
  ['cut at its very beginning', `${SOUND}\n\`\`\`ts`, ['open-fence fail']],
  [
    'nested in one of the same length',
    `${SOUND}\n\`\`\`md\n\`\`\`js\nx\n\`\`\`\n\`\`\`\nThat is all.`,
    ['open-fence warn'],
  ],
  ['within indented code', `${SOUND}\n\n    \`\`\`\n    x\n\nAnd so on it goes.`, []],
])('a fence %s', async (_what, content, findings) => {
  expect((await listFound(content)).filter((text) => text.includes('fence'))).toEqual(findings);
});

test.each<[string, string, string]>([
  ['TypeScript', 'ts', 'const a: number = 1;'],
  ['a method without its class', 'ts', 'async get(id: string): Promise<void> {\n  this.#id = id;\n}'],
  ['properties without their object', 'js', "port: 80,\nhost: 'a',"],
  ['elements without a parent', 'jsx', '<b>a</b>\n<i>b</i>'],
  ['a branch without its condition', 'python', 'elif a:\n    b()\nelse:\n    c()'],
  ['an indented body', 'py', '    x = 1\n    return x'],
  ['JSON', 'json', '{"a": [1, 2]}'],
  ['JSON with comments and a comma too many', 'json', '{\n  "a": 1, // one\n}'],
  ['JSON properties alone', 'json', '"a": 1,\n"b": 2'],
  ['JSON a line', 'json', '{"a": 1}\n{"a": 2}'],
  ['something left out', 'ts', 'function a() {\n  ...\n}\nb('],
  ['something left out, said in a comment', 'python', 'def a(:\n    # the rest as before ...'],
  ['a diff', 'ts', '-const a = 1\n+const a = 2\n }'],
  ['a conflict', 'py', '<<<<<<< SEARCH\na = 1\n=======\na = 2\n>>>>>>> REPLACE'],
  ['a session', 'python', '>>> 1 + 1\n2'],
  ['a session of a shell', 'bash', '$ ls (\nfile one'],
  ['a template', 'yaml', 'a: {{ .Values.a }}'],
  ['a language that is not read', 'brainfuck', '+[->'],
])('%s raises no alarm', async (_what, language, code) => {
  expect((await listFound(fenced(language, code))).filter((text) => text.startsWith('code-parses'))).toEqual(
    [],
  );
});

test.each<[string, string, string, string]>([
  ['a few lines', 'ts', 'const a = ;', 'code-parses warn'],
  ['many lines', 'ts', long('const a = (;'), 'code-parses fail'],
  ['many lines of JSON', 'json', `{\n${long('"a" "b"')}\n}`, 'code-parses fail'],
  [
    'a hint of it in many sound lines',
    'ts',
    `${'const value = compute(1, 2, 3);\n'.repeat(30)}let b = ;`,
    'code-parses warn',
  ],
])('code that is broken in %s', async (_what, language, code, finding) => {
  expect(await listFound(fenced(language, code))).toContain(finding);
});

test('the line that is wrong is told, and the block is pointed at', async () => {
  const [finding] = await checkAnswer(fenced('ts', 'const a = 1;\nconst b = ;'));
  expect(finding).toBe('code-parses warn ```ts\nconst a = 1;\nconst b = ;\n```');
});

test.each<[string, string, string[]]>([
  ['a name to fill in', `${SOUND}\n\nRegards,\n[Your Name]`, ['placeholder warn [Your Name]']],
  ['a gap in code', fenced('js', '// your code here'), ['placeholder warn your code here']],
  [
    'a gap in code that is called complete',
    `${SOUND} Here is the full script:\n\`\`\`js\n// rest of the code\n\`\`\`\n`,
    ['placeholder fail // rest of the code'],
  ],
  ['lorem ipsum', `${SOUND} Lorem ipsum dolor.`, ['placeholder warn Lorem ipsum']],
  ['a variable of the environment', fenced('sh', 'export API_KEY=$YOUR_KEY'), []],
  ['work put off', fenced('sh', '# TODO: later'), ['todo warn TODO']],
  ['a constant called so', fenced('js', "const TODO = 1;\nconst TODO_LIST = 2;\nx('TODO');"), []],
  ['the word in prose', `${SOUND} Write a TODO for it.`, []],
])('%s', async (_what, content, findings) => {
  expect((await checkAnswer(content)).filter((text) => /^(placeholder|todo)/.test(text))).toEqual(findings);
});
