import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadGold } from '../../recipe/index.ts';
import { makeProfile } from '../make-profile.ts';
import { plantGold } from '../plant-gold.ts';
import { plantSet, toGoldFiles } from '../testing/plant-set.ts';
import { TINY_RECIPE } from '../testing/tiny-recipe.ts';
import { writeConversation } from '../writer/index.ts';
import { loadBuiltIn, makeOrder } from '../writer/testing/write-set.ts';
import { findEvidence } from './find-evidence.ts';
import { findSpokenNotes } from './find-spoken-topic.ts';
import { readJudging } from './read-judging.ts';
import { findSignsOf } from './signs.ts';
import { writeJudgement } from './write-judgement.ts';

const recipe = await loadBuiltIn();
const names = recipe.patterns.map(({ name }) => name);

const PROMPT = `<conversation>
<turn number="1" role="user">
# Pattern in question: none
is it safe
</turn>
<turn number="2" role="assistant">
No.

It is not.
</turn>
</conversation>

# Pattern in question: Gap Analysis

Definition: What is there

# Checklist

- one: Is it?
- two (optional): Is it, too?

# Disqualifiers

- three: Is it not?

# Your answer

1. "look": "first".`;
const asked = (text: string) => ({ system: '', turns: [{ role: 'user' as const, text }] });
const schemaOf = (...keys: string[]) => ({
  kind: 'schema' as const,
  schema: { type: 'object', properties: Object.fromEntries(keys.map((key) => [key, { type: 'string' }])) },
});

describe('a request to judge', () => {
  test('is understood with its turns, its pattern and its questions', () => {
    expect(readJudging(schemaOf('evidence', 'disqualifiers'), asked(PROMPT))).toEqual({
      mode: 'verify',
      messages: [
        { role: 'user', content: '# Pattern in question: none\nis it safe' },
        { role: 'assistant', content: 'No.\n\nIt is not.' },
      ],
      patterns: ['Gap Analysis'],
      items: ['one', 'two'],
      disqualifiers: ['three'],
      isSecondLook: false,
    });
  });

  test('is known by its words where no schema can be sent', () => {
    expect(readJudging({ kind: 'text' }, asked(PROMPT))?.patterns).toEqual(['Gap Analysis']);
    const detect = PROMPT.replace('# Pattern in question: Gap', '# Patterns to look for\n\n## Gap');
    expect(readJudging({ kind: 'text' }, asked(detect))).toMatchObject({
      mode: 'detect',
      patterns: ['Gap Analysis'],
    });
  });

  test('is told from the first by the second look that it asks for', () => {
    const text = `${PROMPT}\n\n# Correction\n\nwrite it again, with\n"look": "second". Copy`;
    expect(readJudging({ kind: 'text' }, asked(text))?.isSecondLook).toBe(true);
  });

  test.each([
    ['asks for a conversation', schemaOf('conversation', 'learning_notes'), PROMPT],
    ['holds no conversation', { kind: 'text' } as const, '# Pattern in question: Gap Analysis'],
    ['is about something else', { kind: 'text' } as const, 'a <conversation></conversation> b'],
  ])('is none when it %s', (_what, form, text) => {
    expect(readJudging(form, asked(text))).toBeUndefined();
  });
});

describe('what is true of a conversation', () => {
  const planted = [...plantSet(recipe, 'openai', 23, 0.4), ...plantSet(recipe, 'gemini', 24, 0.4)];
  const isFound = (messages: (typeof planted)[number]['messages'], name: string): boolean =>
    findEvidence(messages, findSignsOf(name, recipe.patterns), findSpokenNotes(recipe, messages)).length > 0;

  test('is found out from the text alone: every pattern that was written, nearly none that was not', () => {
    let missed = 0;
    let extra = 0;
    let absent = 0;
    for (const { shown, messages } of planted) {
      for (const name of names) {
        const found = isFound(messages, name);
        if (shown.includes(name)) missed += found ? 0 : 1;
        else {
          absent++;
          extra += found ? 1 : 0;
        }
      }
    }
    expect(missed).toBe(0);
    expect(absent).toBeGreaterThan(1_500);
    expect(extra / absent).toBeLessThan(0.01);
  });

  test('falls when the passages that are given for it are taken out', () => {
    let tried = 0;
    let kept = 0;
    for (const { shown, messages } of planted.slice(0, 60)) {
      for (const name of shown) {
        const find = findSignsOf(name, recipe.patterns);
        const quotes = findEvidence(messages, find, findSpokenNotes(recipe, messages));
        const left = messages.map((message, index) => ({
          ...message,
          content: quotes
            .filter(({ turn }) => turn === index + 1)
            .reduce((text, { quote }) => text.replace(quote, ''), message.content),
        }));
        for (const { turn, quote } of quotes) expect(messages[turn - 1]?.content).toContain(quote);
        tried++;
        kept += findEvidence(left, find, findSpokenNotes(recipe, messages)).length > 0 ? 1 : 0;
      }
    }
    expect(tried).toBeGreaterThan(50);
    expect(kept).toBe(0);
  });

  test('is found for a pattern of a recipe of one’s own, by what its card tells to do', () => {
    const [card] = TINY_RECIPE.patterns;
    const own = {
      ...TINY_RECIPE,
      patterns: [
        { ...card!, name: 'Count Twice', do: ['Name the counter that drifts', 'Recount from the ledger'] },
      ],
    };
    const write = (patterns: string[]) =>
      writeConversation(own, makeOrder({ topic: 'cache invalidation', patterns })).conversation;
    const find = findSignsOf('Count Twice', own.patterns);
    const notesOf = (messages: ReturnType<typeof write>) => findSpokenNotes(own, messages);
    expect(findEvidence(write(['Count Twice']), find, notesOf(write(['Count Twice'])))).not.toEqual([]);
    expect(findEvidence(write([]), find, notesOf(write([])))).toEqual([]);
  });
});

test('a judgement hangs on the request alone, and errs both ways when told to', () => {
  const { messages, shown } = plantSet(recipe, 'openai', 23, 0)[0]!;
  const judging = {
    mode: 'verify',
    messages,
    patterns: [shown[0]!],
    items: ['i'],
    disqualifiers: [],
    isSecondLook: false,
  } as const;
  const judge = (profile: object, seed = 1, patterns: readonly string[] = judging.patterns) =>
    writeJudgement(
      { ...judging, patterns },
      { recipe, seed, profile: makeProfile('calm', profile), isInventing: false },
    );
  expect(judge({})).toMatchObject({ verdict: 'demonstrated', look: 'first' });
  expect(judge({ judgeSensitivity: 0 })).toMatchObject({ verdict: 'not_demonstrated', evidence: [] });
  const absent = names.find((name) => !shown.includes(name))!;
  expect(judge({}, 1, [absent])).toMatchObject({ verdict: 'not_demonstrated' });
  const wrong = judge({ judgeSpecificity: 0 }, 1, [absent]) as {
    evidence: { turn: number; quote: string }[];
    verdict: string;
  };
  expect(wrong.verdict).toBe('demonstrated');
  for (const { turn, quote } of wrong.evidence) expect(messages[turn - 1]?.content).toContain(quote);
  expect(judge({ judgeSensitivity: 0.5 }, 7)).toEqual(judge({ judgeSensitivity: 0.5 }, 7));
});

test('a gold set in the writer’s hand passes the checks of a recipe’s gold set', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'planted-'));
  try {
    await mkdir(join(folder, 'gold'));
    const planted = plantGold(recipe, 5);
    for (const [file, text] of toGoldFiles(planted)) await writeFile(join(folder, 'gold', file), text);
    expect(await loadGold({ folder, patterns: recipe.patterns })).toHaveLength(200);
  } finally {
    await rm(folder, { recursive: true });
  }
});
