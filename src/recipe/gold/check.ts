import type { z } from 'zod';
import { suggestClosest, type Trouble } from '../../base/index.ts';
import { checkShape } from '../../conversation/index.ts';
import { findTwice } from '../find-twice.ts';
import { foldSpace } from '../fold-space.ts';
import type { Pattern } from '../schema.ts';
import type { ParsedYaml } from '../yaml-file.ts';
import type { GoldItem, goldFileSchema } from './schema.ts';

type GoldFile = ParsedYaml<z.output<typeof goldFileSchema>>;

/** Checks what a schema cannot know: that labels, names and quotes of the items hold. */
export const checkGold = (files: readonly GoldFile[], patterns: readonly Pattern[]): Trouble[] => [
  ...findTwice(
    'gold item',
    files.flatMap(({ file, value, lineAt }) =>
      value.items.map(({ id }, index) => ({
        name: id,
        place: () => ({ file, line: lineAt(['items', index, 'id']) }),
      })),
    ),
  ),
  ...files.flatMap((file) => checkFile(file, patterns)),
];

const checkFile = ({ file, value, lineAt }: GoldFile, patterns: readonly Pattern[]): Trouble[] => {
  const names = patterns.map(({ name }) => name);
  const card = patterns.find(({ name }) => name === value.pattern);
  if (card === undefined) {
    const message = `pattern "${value.pattern}" is not in this recipe.${suggestClosest(value.pattern, names)}`;
    return [{ message, place: { file, line: lineAt(['pattern']) } }];
  }
  return value.items.flatMap((item, index) =>
    findFaults({ ...item, pattern: value.pattern }, card, names).map(({ path, message }) => ({
      message: `${item.id}: ${message}`,
      place: { file, line: lineAt(['items', index, ...path]) },
    })),
  );
};

interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const findFaults = (item: GoldItem, card: Pattern, names: readonly string[]): Fault[] => {
  const shape = checkShape(item.conversation).map(({ turn, what }) => ({
    path: ['conversation', Math.max(0, Math.min(turn, item.conversation.length) - 1)],
    message: `turn ${turn}: ${what}.`,
  }));
  return [
    ...shape,
    ...checkLabel(item, names),
    ...(shape.length > 0 ? [] : item.evidence.flatMap((_, index) => checkQuote(item, index, card))),
    ...(item.kind === 'positive' ? checkCovered(item, card) : []),
  ];
};

const checkLabel = ({ label, kind, shows, pattern }: GoldItem, names: readonly string[]): Fault[] => {
  const due = kind === 'positive' ? 'demonstrated' : 'not-demonstrated';
  const labels = label === due ? [] : [{ path: ['label'], message: `an item of kind ${kind} is ${due}.` }];
  const others = names.filter((name) => name !== pattern);
  if (kind !== 'label-swap') {
    return shows === undefined
      ? labels
      : [...labels, { path: ['shows'], message: '"shows" belongs to items of kind label-swap only.' }];
  }
  if (shows !== undefined && others.includes(shows)) return labels;
  const message = `"shows" names no other pattern of this recipe.${suggestClosest(shows ?? '', others)}`;
  return [...labels, { path: shows === undefined ? ['kind'] : ['shows'], message }];
};

const checkQuote = ({ kind, conversation, evidence }: GoldItem, index: number, card: Pattern): Fault[] => {
  const { turn, quote, item } = evidence[index] ?? { turn: 0, quote: '', item: undefined };
  const message = conversation[turn - 1];
  const at = (key: string, what: string): Fault => ({ path: ['evidence', index, key], message: what });
  if (message === undefined) return [at('turn', `there is no turn ${turn}.`)];
  const ids = card.checklist.map(({ id }) => id);
  return [
    ...(foldSpace(message.content).includes(foldSpace(quote))
      ? []
      : [at('quote', `the quote does not stand in turn ${turn}.`)]),
    ...(kind === 'positive' && message.role !== 'assistant'
      ? [at('turn', 'what a pattern is shown by stands in an answer.')]
      : []),
    ...(item === undefined || ids.includes(item)
      ? []
      : [at('item', `"${item}" is not in the checklist of ${card.name}.${suggestClosest(item, ids)}`)]),
  ];
};

/** A positive meets every question that its pattern's card requires. */
const checkCovered = ({ evidence }: GoldItem, card: Pattern): Fault[] => {
  const met = new Set(evidence.map(({ item }) => item));
  return card.checklist
    .filter(({ id, required }) => required && !met.has(id))
    .map(({ id }) => ({ path: ['evidence'], message: `no evidence for the required question "${id}".` }));
};
