import type { Pattern } from '../../recipe/index.ts';

/** A question of a card. */
export interface CardItem {
  readonly id: string;
  readonly ask: string;
  readonly isRequired: boolean;
}

/** A pattern as a judge is told of it. */
export interface JudgeCard {
  readonly name: string;
  readonly definition: string;
  readonly intent: string;
  readonly wanted: readonly string[];
  readonly unwanted: readonly string[];
  /** What it looks like where it is shown, and a near miss with the reason why it is one; empty without. */
  readonly example: string;
  readonly nearMiss: { readonly text: string; readonly why: string } | undefined;
  readonly items: readonly CardItem[];
  readonly disqualifiers: ReadonlyArray<{ readonly id: string; readonly ask: string }>;
}

/** The questions for a pattern of which a recipe says no more than name and definition. */
const USUAL_ITEMS: readonly CardItem[] = [
  {
    id: 'is-done',
    ask: 'Does an assistant turn do what the definition says, not merely speak of it?',
    isRequired: true,
  },
  {
    id: 'is-specific',
    ask: "Is it done on something of this user's own (a name, a number, code, a plan, a claim), so that the passage would not fit another conversation unchanged?",
    isRequired: true,
  },
  {
    id: 'is-carried-through',
    ask: 'Is it carried through to something the user can act on or check, and not left as an announcement?',
    isRequired: true,
  },
];

const USUAL_DISQUALIFIERS = [
  {
    id: 'form-only',
    ask: 'Is nothing there but the outward form (marks, headings, a table, set phrases) without what the definition asks for?',
  },
  { id: 'contrary', ask: 'Does an assistant turn do the opposite of what the definition says?' },
];

const cards = new WeakMap<Pattern, JudgeCard>();

/** The card of a pattern. Where no question of it is required, all are: a rule without conditions is met by anything. */
export const toJudgeCard = (pattern: Pattern): JudgeCard => {
  const known = cards.get(pattern);
  if (known !== undefined) return known;
  const card = makeCard(pattern);
  cards.set(pattern, card);
  return card;
};

const makeCard = (pattern: Pattern): JudgeCard => {
  const { name, definition, intent = '', checklist, disqualifiers, counter_example: nearMiss } = pattern;
  const isOptional = checklist.some(({ required }) => required);
  const items = checklist.map(({ id, ask, required }) => ({ id, ask, isRequired: required || !isOptional }));
  const hasOwn = items.length > 0;
  return {
    name,
    definition,
    intent,
    // With a checklist these would only be said twice.
    wanted: hasOwn ? [] : pattern.do,
    unwanted: hasOwn ? [] : [...pattern.dont, ...pattern.wrong_when.map((text) => `Use it where: ${text}`)],
    example: pattern.looks_like ?? '',
    nearMiss,
    items: hasOwn ? items : USUAL_ITEMS,
    disqualifiers: hasOwn || disqualifiers.length > 0 ? disqualifiers : USUAL_DISQUALIFIERS,
  };
};
