import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { IdiolectError, toPlaceText } from '../base/index.ts';
import { loadRecipe, renderPrompt } from './index.ts';

const BUILT_IN = join(import.meta.dirname, '..', '..', 'recipes', 'coding-mentor');

type Files = Readonly<Record<string, string | Uint8Array>>;

/** A recipe of three patterns and seven bare titles; nothing else is needed. */
const SMALL: Files = {
  'recipe.yaml': 'name: barista\n',
  'patterns/1.yaml': 'name: Taste First\ndefinition: Describe the cup before the method\n',
  'patterns/2.yaml': 'name: One Change\ndefinition: Change one thing at a time\n',
  'patterns/3.yaml': 'name: Numbers\ndefinition: Grams, seconds and degrees\n',
  'topics/all.yaml':
    'topics:\n  - sour espresso\n  - flat milk\n  - slow filter\n  - stale beans\n  - weak cold brew\n  - uneven grind\n  - hard water\n',
};

const EXAMPLE = [
  'topic: bitter moka',
  'patterns: [Taste First, Numbers]',
  'shows:',
  '  - pattern: Taste First',
  '    answers: [1]',
  '    evidence: it tastes of ash',
  'conversation:',
  '  - role: user',
  '    content: bitter, why',
  '  - role: assistant',
  '    content: |',
  '      Say more: it tastes',
  '      of ash, or of lemon?',
  '',
].join('\n');

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'idiolect-recipe-'));
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

const write = async (files: Files, name = 'recipe'): Promise<string> => {
  const folder = join(root, name);
  await mkdir(folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
};

const load = async (files: Files, name?: string) => loadRecipe(await write(files, name), BUILT_IN);

/** Every trouble of a folder as `file:line message`, with paths as within the recipe. */
const tellFolder = async (folder: string): Promise<string[]> => {
  const error: unknown = await loadRecipe(folder, BUILT_IN).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined) return [];
  if (!(error instanceof IdiolectError)) throw error;
  expect(error.code).toBe('RECIPE_BROKEN');
  expect(error.hint).not.toBe('');
  return error.troubles.map(({ message, place }) => {
    const { file, ...line } = place ?? { file: '' };
    return `${toPlaceText({ file: relative(folder, file) || '.', ...line })} ${message}`.replaceAll(
      `${folder}/`,
      '',
    );
  });
};

const tell = async (files: Files): Promise<string[]> => tellFolder(await write(files));

test('three patterns and seven bare titles are a recipe', async () => {
  const recipe = await load(SMALL);
  expect(recipe).toMatchObject({
    name: 'barista',
    version: 1,
    exchanges: [3, 4, 5],
    examples: [],
    profile: '',
    systemPrompt: '',
  });
  expect(recipe.patterns.map(({ name }) => name)).toEqual(['Taste First', 'One Change', 'Numbers']);
  expect(recipe.topics).toHaveLength(7);
  expect(recipe.topics[0]).toEqual({ title: 'sour espresso', area: 'general', mistakes: [] });
  expect(Object.values(recipe.variations).flat()).toEqual([]);
});

test('templates come from the built-in recipe where the folder has none of its own, and nothing else does', async () => {
  const builtIn = await loadRecipe(BUILT_IN, BUILT_IN);
  const recipe = await load({ ...SMALL, 'prompts/repair.md': 'Again: {{ fault }}.' });
  expect(recipe.prompts.repair).toBe('Again: {{ fault }}.');
  expect(recipe.prompts.generate).toBe(builtIn.prompts.generate);
  expect(recipe.prompts.system).toBe(builtIn.prompts.system);
  expect(renderPrompt('system', recipe.prompts.system, { profile: recipe.profile })).not.toContain('{{');
});

test('a full example with evidence over a line break is sound', async () => {
  const recipe = await load({ ...SMALL, 'examples/01-moka.yaml': EXAMPLE });
  expect(recipe.examples.map(({ id }) => id)).toEqual(['01-moka']);
});

test('files are taken in order of their names', async () => {
  const recipe = await load({
    ...SMALL,
    'topics/0.yaml': 'area: Water\ntopics: [scale]\n',
    'topics/b.yaml': 'topics: [foam]\n',
  });
  const titles = recipe.topics.map(({ title }) => title);
  expect([titles[0], titles.at(-1)]).toEqual(['scale', 'foam']);
  expect(recipe.topics[0]?.area).toBe('Water');
});

/** The small recipe with a text of several lines and a template of its own. */
const SPOKEN: Files = {
  ...SMALL,
  'profile.md': 'Calm.\nDry.',
  'prompts/repair.md': '{{ fault }}\n\nAgain.\n',
};

const toWindows = (files: Files): Files =>
  Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, String(text).replaceAll('\n', '\r\n')]),
  );

test.each<[string, Files]>([
  ['a byte order mark', { 'recipe.yaml': '\uFEFFname: barista\n', 'profile.md': '\uFEFFCalm.\nDry.' }],
  ['Windows line ends', toWindows(SPOKEN)],
  ['blank lines around the profile', { 'profile.md': '\n\nCalm.\nDry.\n\n' }],
  ['hidden files and a README', { '.DS_Store': 'x', 'patterns/.hidden': 'x', 'README.md': '# Mine' }],
])('%s make no difference, not even to the hash', async (_what, files) => {
  const plain = await load(SPOKEN, 'plain');
  const other = await load({ ...SPOKEN, ...files }, 'other');
  expect({ ...other, folder: '' }).toEqual({ ...plain, folder: '' });
});

test.each<[string, Files]>([
  ['a definition', { 'patterns/3.yaml': 'name: Numbers\ndefinition: Grams and seconds\n' }],
  ['a title', { 'topics/all.yaml': (SMALL['topics/all.yaml'] as string).replace('flat milk', 'flat foam') }],
  ['the order of topics', { 'topics/all.yaml': 'topics: [hard water, sour espresso]\n' }],
  ['the lengths', { 'recipe.yaml': 'name: barista\nexchanges: [3]\n' }],
  ['the profile', { 'profile.md': 'Calm.' }],
  ['a template', { 'prompts/repair.md': '{{ fault }}' }],
  ['a variation', { 'variations.yaml': 'tones: [{id: dry, text: Dry.}]\n' }],
  ['an example', { 'examples/1.yaml': EXAMPLE }],
])('the hash changes with %s', async (_what, files) => {
  expect((await load({ ...SMALL, ...files }, 'changed')).hash).not.toBe((await load(SMALL, 'plain')).hash);
});

test('a folder that is not there, or is a file, is another fault than a broken recipe', async () => {
  await expect(loadRecipe(join(root, 'none'), BUILT_IN)).rejects.toMatchObject({
    code: 'RECIPE_MISSING',
    hint: expect.stringContaining('init'),
  });
  await writeFile(join(root, 'file'), 'x');
  await expect(loadRecipe(join(root, 'file'), BUILT_IN)).rejects.toMatchObject({ code: 'RECIPE_MISSING' });
});

test('an empty folder is told all that it lacks', async () => {
  expect(await tell({})).toEqual([
    '. recipe.yaml is missing.',
    '. patterns/ with at least one pattern file is missing.',
    '. topics/ with at least one topic file is missing.',
  ]);
});

const without = (...paths: string[]): Files =>
  Object.fromEntries(
    Object.entries(SMALL).filter(([path]) => !paths.some((start) => path.startsWith(start))),
  );

test.each<[string, Files, string[]]>([
  ['no recipe.yaml', without('recipe.yaml'), ['. recipe.yaml is missing.']],
  ['no topics', without('topics'), ['. topics/ with at least one topic file is missing.']],
  ['an empty head', { ...SMALL, 'recipe.yaml': '' }, ['recipe.yaml:1 "name" is missing.']],
  [
    'a name with spaces',
    { ...SMALL, 'recipe.yaml': 'version: 2\nname: My Mentor\n' },
    ['recipe.yaml:2 "name": must be lower-case letters, digits and hyphens.'],
  ],
  [
    'a misspelt key of the head',
    { ...SMALL, 'recipe.yaml': 'name: x\nexchange: [3]\n' },
    ['recipe.yaml:2 unknown key "exchange". Did you mean "exchanges"?'],
  ],
  [
    'an odd number of exchanges and a negative version',
    { ...SMALL, 'recipe.yaml': 'name: x\nversion: -1\nexchanges: [3, 2.5, 99]\n' },
    [
      'recipe.yaml:2 "version": Too small: expected number to be >=1.',
      'recipe.yaml:3 "exchanges[2]": expected int, received number.',
      'recipe.yaml:3 "exchanges[3]": Too big: expected number to be <=12.',
    ],
  ],
  [
    'a misspelt kind of variation',
    { ...SMALL, 'variations.yaml': 'level:\n  - id: a\n    text: b\n' },
    ['variations.yaml:1 unknown key "level". Did you mean "levels"?'],
  ],
  [
    'a misspelt key in a choice',
    { ...SMALL, 'variations.yaml': 'tones:\n  - id: a\n    txt: b\n    text: c\n' },
    ['variations.yaml:3 unknown key "txt". Did you mean "text"?'],
  ],
  [
    'two choices with one id',
    { ...SMALL, 'variations.yaml': 'tones:\n  - id: dry\n    text: a\n  - id: dry\n    text: b\n' },
    ['variations.yaml:4 choice "dry" comes twice (first in variations.yaml:2).'],
  ],
  [
    'two questions with one id',
    {
      ...SMALL,
      'patterns/1.yaml':
        'name: Taste First\ndefinition: x\nchecklist:\n  - {id: a, ask: b}\n  - {id: a, ask: c}\n',
    },
    ['patterns/1.yaml:5 question "a" comes twice (first in patterns/1.yaml:4).'],
  ],
  [
    'a misspelt folder',
    { ...without('topics'), 'topcis/all.yaml': 'topics: [a]\n' },
    [
      '. topics/ with at least one topic file is missing.',
      'topcis "topcis" is not part of a recipe. Did you mean "topics"?',
    ],
  ],
  [
    'a folder in capitals',
    { ...SMALL, 'Examples/1.yaml': EXAMPLE },
    ['Examples "Examples" is not part of a recipe. Did you mean "examples"?'],
  ],
  [
    'a stray file that resembles none',
    { ...SMALL, 'zzz.bin': 'x' },
    ['zzz.bin "zzz.bin" is not part of a recipe.'],
  ],
  [
    'another ending',
    { ...SMALL, 'patterns/4.yml': 'name: x\n', 'prompts/repair.txt': 'x' },
    ['patterns/4.yml only .yaml files belong here.', 'prompts/repair.txt only .md files belong here.'],
  ],
  [
    'a folder among the patterns',
    { ...SMALL, 'patterns/more/4.yaml': 'name: x\n', 'patterns/5.yaml/x': '' },
    [
      'patterns/5.yaml cannot be read: it is a folder, not a file.',
      'patterns/more only .yaml files belong here.',
    ],
  ],
  [
    'a folder instead of a file',
    { ...without('recipe.yaml'), 'recipe.yaml/x': '', 'profile.md/x': '' },
    [
      'profile.md cannot be read: it is a folder, not a file.',
      'recipe.yaml cannot be read: it is a folder, not a file.',
    ],
  ],
  [
    'a file instead of a folder',
    { ...without('patterns'), patterns: 'name: x', examples: '' },
    [
      'examples cannot be read: it is a file, not a folder.',
      'patterns cannot be read: it is a file, not a folder.',
    ],
  ],
  [
    'bytes that are not UTF-8',
    {
      ...SMALL,
      'profile.md': Buffer.from([0x43, 0xe9]),
      'recipe.yaml': Buffer.from('name: caf\xe9', 'latin1'),
    },
    ['profile.md cannot be read: it is not UTF-8 text.', 'recipe.yaml cannot be read: it is not UTF-8 text.'],
  ],
  [
    'UTF-16',
    { ...SMALL, 'topics/all.yaml': Buffer.from('\uFEFFtopics: [é]', 'utf16le') },
    ['topics/all.yaml cannot be read: it is not UTF-8 text.'],
  ],
  [
    'a title that comes twice, in other capitals and spaces',
    { ...SMALL, 'topics/more.yaml': 'topics:\n  - new\n  - title: Flat  MILK\n' },
    ['topics/more.yaml:3 topic "Flat  MILK" comes twice (first in topics/all.yaml:3).'],
  ],
  [
    'a pattern that comes twice',
    { ...SMALL, 'patterns/4.yaml': '# again\nname: numbers\ndefinition: x\n' },
    ['patterns/4.yaml:2 pattern "numbers" comes twice (first in patterns/3.yaml:1).'],
  ],
  [
    'a prompt that there is not',
    { ...SMALL, 'prompts/generat.md': 'x' },
    ['prompts/generat.md there is no prompt "generat"; known: system, generate, repair.'],
  ],
  [
    'a template with two faults',
    { ...SMALL, 'prompts/repair.md': 'ok\n{{ falt }}\n{{ exchnges }}' },
    [
      'prompts/repair.md:2 undefined variable: falt. Did you mean "fault"? The variables of this template are fault, exchanges.',
      'prompts/repair.md:3 undefined variable: exchnges. Did you mean "exchanges"? The variables of this template are fault, exchanges.',
    ],
  ],
  [
    'a template that stays open',
    { ...SMALL, 'prompts/system.md': '{% if profile %}\nx' },
    ['prompts/system.md:1 tag {% if profile %} not closed. The variables of this template are profile.'],
  ],
  [
    'an empty template',
    { ...SMALL, 'prompts/system.md': ' \n' },
    ['prompts/system.md the template gives no text.'],
  ],
])('%s is told by file and line', async (_what, files, troubles) => {
  expect(await tell(files)).toEqual(troubles);
});

test.each<[string, (text: string) => string, string[]]>([
  [
    'an unknown pattern',
    (text) => text.replace('[Taste First, Numbers]', '[Taste First, Nubmers]'),
    ['2 pattern "Nubmers" is not in this recipe. Did you mean "Numbers"?'],
  ],
  [
    'a shown pattern that is not claimed',
    (text) => text.replace('- pattern: Taste First', '- pattern: Taste Firts'),
    ['4 "Taste Firts" is not among this example\'s patterns. Did you mean "Taste First"?'],
  ],
  [
    'evidence that nobody said',
    (text) => text.replace('it tastes of ash', 'it tastes of soap'),
    ['6 the evidence does not stand in answer 1.'],
  ],
  [
    'evidence in an answer that there is not',
    (text) => text.replace('[1]', '[2, 3]'),
    ['6 the evidence does not stand in answer 2, 3.'],
  ],
  [
    'evidence that only the learner said',
    (text) => text.replace('it tastes of ash', 'bitter, why'),
    ['6 the evidence does not stand in answer 1.'],
  ],
  [
    'a role out of turn',
    (text) => text.replace('role: user', 'role: assistant'),
    ['8 turn 1: role is assistant, user is due.'],
  ],
  [
    'a question left open',
    (text) => `${text}  - role: user\n    content: more\n`,
    ['14 turn 3: the last message is not answered.'],
  ],
  [
    'a wrong role',
    (text) => text.replace('role: assistant', 'role: mentor'),
    ['10 "conversation[2].role": expected one of "user"|"assistant".'],
  ],
  [
    'an unknown key of a message',
    (text) => text.replace('    content: bitter', '    contnet: x\n    content: bitter'),
    ['9 unknown key "contnet". Did you mean "content"?'],
  ],
])('an example with %s is told by line', async (_what, change, troubles) => {
  const told = await tell({ ...SMALL, 'examples/1.yaml': change(EXAMPLE) });
  expect(told).toEqual(troubles.map((trouble) => `examples/1.yaml:${trouble}`));
});

test('every problem of a recipe is told at once, in order of files and lines', async () => {
  const troubles = await tell({
    ...SMALL,
    'recipe.yaml': 'name: barista\nsumary: x\n',
    'patterns/2.yaml': 'name: One Change\n\tdefinition: x\n',
    'topics/all.yaml': 'topics:\n  - sour espresso\n  - flat milk\n  - sour espresso\n',
    'topics/bad.yaml': 'topics:\n  - title: x\n    breif: y\n',
    'examples/1.yaml': EXAMPLE.replace('it tastes of ash', 'nobody said this'),
    'prompts/repair.md': '{{ falt }}',
    'profile.md': Buffer.from([0xff]),
    exmaples: 'x',
  });
  expect(troubles.map((trouble) => trouble.split(' ')[0])).toEqual([
    'examples/1.yaml:6',
    'exmaples',
    'patterns/2.yaml:2',
    'profile.md',
    'prompts/repair.md:1',
    'recipe.yaml:2',
    'topics/all.yaml:4',
    'topics/bad.yaml:3',
  ]);
});

test('while a pattern file does not read, examples that may name its pattern are not blamed', async () => {
  const troubles = await tell({ ...SMALL, 'patterns/3.yaml': 'name: "Numbers', 'examples/1.yaml': EXAMPLE });
  expect(troubles.map((trouble) => trouble.split(':')[0])).toEqual(['patterns/3.yaml']);
  const unread = await tell({ ...SMALL, 'patterns/3.yaml': Buffer.from([0xff]), 'examples/1.yaml': EXAMPLE });
  expect(unread).toEqual(['patterns/3.yaml cannot be read: it is not UTF-8 text.']);
});

test('a link that leads nowhere is told', async () => {
  const folder = await write(SMALL);
  await symlink(join(root, 'gone'), join(folder, 'patterns', '9.yaml'));
  expect(await tellFolder(folder)).toEqual(['patterns/9.yaml cannot be read: what it links to is gone.']);
});

test('the number of problems stands in the message', async () => {
  await expect(load({ ...SMALL, 'recipe.yaml': 'nam: x\n' })).rejects.toThrow('The recipe has 2 problems.');
  await expect(load(without('recipe.yaml'), 'other')).rejects.toThrow('The recipe has a problem.');
});
