import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { GOLD_KINDS, type GoldItem, type GoldKind } from './gold/schema.ts';
import { loadGold, loadRecipe, splitGold } from './index.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'recipes', 'coding-mentor');
const recipe = await loadRecipe(FOLDER, FOLDER);
const items = await loadGold(recipe);

/** How many items of each kind a pattern has: 8 positives and 12 hard negatives. */
const COUNTS: Readonly<Record<GoldKind, number>> = {
  positive: 8,
  'label-swap': 2,
  'marks-without-substance': 2,
  generic: 2,
  'done-by-user': 2,
  promised: 1,
  violation: 2,
  truncated: 1,
};

const wordsOf = ({ conversation }: GoldItem): string[] =>
  conversation.flatMap(({ content }) => content.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []);

/** Runs of so many words that two texts about different things do not share by chance. */
const RUN = 8;
const listRuns = (item: GoldItem): Set<string> => {
  const words = wordsOf(item);
  return new Set(words.slice(RUN - 1).map((_, start) => words.slice(start, start + RUN).join(' ')));
};

describe('the gold set of the built-in recipe', () => {
  test.each(recipe.patterns.map(({ name }) => name))('%s has 8 positives and 12 negatives', (name) => {
    const own = items.filter(({ pattern }) => pattern === name);
    const counts = GOLD_KINDS.map((kind) => [kind, own.filter((item) => item.kind === kind).length]);
    expect(Object.fromEntries(counts)).toEqual(COUNTS);
  });

  test('no item repeats a run of words of another item or of a reference conversation', () => {
    const owner = new Map<string, string>();
    const examples = recipe.examples.map((example) => ({ ...example, id: `example ${example.id}` }));
    const repeated = [...examples, ...items].flatMap((item) =>
      [...listRuns(item as GoldItem)].flatMap((run) => {
        const first = owner.get(run);
        owner.set(run, first ?? item.id);
        return first === undefined || first === item.id ? [] : [`${item.id} and ${first}: ${run}`];
      }),
    );
    expect(repeated).toEqual([]);
  });

  test('no two items begin alike', () => {
    const openings = items.map((item) => wordsOf(item).slice(0, 4).join(' '));
    expect(openings.filter((opening, index) => openings.indexOf(opening) !== index)).toEqual([]);
  });

  test('items are short: one or two exchanges, answers that a judge reads at a glance', () => {
    for (const { id, conversation, kind } of items) {
      expect([2, 4], id).toContain(conversation.length);
      for (const { role, content } of conversation) {
        const words = content.split(/\s+/).length;
        if (role === 'user') expect(words, id).toBeLessThanOrEqual(110);
        else if (kind !== 'truncated') expect(words, id).toBeLessThanOrEqual(230);
      }
    }
  });

  test('the halves hold ten items of each pattern, and every kind is in both', () => {
    for (const half of Object.values(splitGold(items))) {
      const sizes = recipe.patterns.map(
        ({ name }) => half.filter(({ pattern }: GoldItem) => pattern === name).length,
      );
      expect(new Set(sizes)).toEqual(new Set([10]));
      expect(new Set(half.map(({ kind }: GoldItem) => kind))).toEqual(new Set(GOLD_KINDS));
    }
  });
});
