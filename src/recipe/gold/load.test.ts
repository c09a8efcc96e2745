import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IdiolectError } from '../../base/index.ts';
import { patternSchema } from '../schema.ts';
import { loadGold } from './load.ts';

const patterns = [
  patternSchema.parse({
    name: 'Name the Risk',
    definition: 'Say what can go wrong',
    checklist: [
      { id: 'risk-named', ask: 'Is a risk named?' },
      { id: 'who-is-hit', ask: 'Is it said who is hit?', required: false },
    ],
  }),
  patternSchema.parse({ name: 'Measure First', definition: 'Measure before a change' }),
];

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gold-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const POSITIVE = `pattern: Name the Risk
items:
  - id: risk-01
    label: demonstrated
    kind: positive
    conversation:
      - { role: user, content: can i drop the column today }
      - { role: assistant, content: "Not yet: the old release still\\nreads it." }
    evidence:
      - { turn: 2, item: risk-named, quote: still reads it }
    reason: Says what breaks.
`;

/** Writes one gold file and loads it; problems as `line: message`. */
const tryGold = async (text: string): Promise<string[]> => {
  await rm(join(folder, 'gold'), { recursive: true, force: true });
  await mkdir(join(folder, 'gold'));
  await writeFile(join(folder, 'gold', '01.yaml'), text);
  try {
    await loadGold({ folder, patterns });
    return [];
  } catch (error) {
    if (!(error instanceof IdiolectError)) throw error;
    return error.troubles.map(({ place, message }) => `${place?.line}: ${message}`);
  }
};

test('a recipe without a gold set has an empty one', async () => {
  expect(await loadGold({ folder: join(folder, 'nowhere'), patterns })).toEqual([]);
});

test('an item bears the pattern of its file, and a quote may run over a line break', async () => {
  expect(await tryGold(POSITIVE)).toEqual([]);
  expect((await loadGold({ folder, patterns })).map(({ id, pattern }) => [id, pattern])).toEqual([
    ['risk-01', 'Name the Risk'],
  ]);
});

test.each<[string, [from: string, to: string], string]>([
  [
    'a pattern that is not in the recipe',
    ['Name the Risk', 'Name the Ris'],
    '1: pattern "Name the Ris" is not in this recipe. Did you mean "Name the Risk"?',
  ],
  [
    'a label that its kind contradicts',
    ['label: demonstrated', 'label: not-demonstrated'],
    '4: risk-01: an item of kind positive is demonstrated.',
  ],
  [
    'a quote that is not there',
    ['quote: still reads it', 'quote: never reads it'],
    '10: risk-01: the quote does not stand in turn 2.',
  ],
  ['a turn that is not there', ['turn: 2', 'turn: 3'], '10: risk-01: there is no turn 3.'],
  [
    'evidence out of the user’s mouth',
    ['turn: 2, item: risk-named, quote: still reads it', 'turn: 1, item: risk-named, quote: drop the column'],
    '10: risk-01: what a pattern is shown by stands in an answer.',
  ],
  [
    'an unknown question',
    ['item: risk-named', 'item: risk-name'],
    '10: risk-01: "risk-name" is not in the checklist of Name the Risk. Did you mean "risk-named"?',
  ],
  [
    'a required question without evidence',
    ['item: risk-named', 'item: who-is-hit'],
    '9: risk-01: no evidence for the required question "risk-named".',
  ],
  [
    'turns out of order',
    ['role: assistant', 'role: user'],
    '8: risk-01: turn 2: role is user, assistant is due.',
  ],
  [
    'a pattern shown instead, where nothing is swapped',
    ['    reason:', '    shows: Measure First\n    reason:'],
    '11: risk-01: "shows" belongs to items of kind label-swap only.',
  ],
])('%s is told with its line', async (_what, [from, to], told) => {
  expect(await tryGold(POSITIVE.replace(from, to))).toContain(told);
});

test('a swapped label names the pattern that is truly shown', async () => {
  const swapped = POSITIVE.replace('label: demonstrated', 'label: not-demonstrated')
    .replace('kind: positive', 'kind: label-swap')
    .replace('item: risk-named, ', '');
  expect(await tryGold(swapped)).toEqual(['5: risk-01: "shows" names no other pattern of this recipe.']);
  expect(await tryGold(swapped.replace('    reason:', '    shows: Measure First\n    reason:'))).toEqual([]);
  expect(await tryGold(swapped.replace('    reason:', '    shows: Name the Risk\n    reason:'))).toHaveLength(
    1,
  );
});

test('an id that comes twice is told where it stands the second time', async () => {
  const [, item = ''] = POSITIVE.split('items:\n');
  expect(await tryGold(`${POSITIVE}${item}`)).toEqual([
    expect.stringMatching(/^12: gold item "risk-01" comes twice \(first in .*01\.yaml:3\)\.$/),
  ]);
});
