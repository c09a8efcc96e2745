import type { Message } from '../../../conversation/index.ts';
import type { JudgeCard } from '../judge-card.ts';
import { showConversation } from '../show-conversation.ts';

/**
 * Asks whether a conversation shows one pattern. The conversation comes first and the pattern last, so that all
 * questions about one conversation begin alike and providers can bill that beginning as cached.
 */
export const renderVerify = (messages: readonly Message[], card: JudgeCard): string =>
  [
    showConversation(messages),
    `# Pattern in question: ${card.name}`,
    `Definition: ${card.definition}`,
    ...(card.intent === '' ? [] : [`What it is for: ${card.intent}`]),
    ...list('What belongs to it:', card.wanted),
    ...list('What does not belong to it:', card.unwanted),
    ...(card.example === ''
      ? []
      : [`An answer from another conversation that shows it:\n\n${quote(card.example)}`]),
    ...(card.nearMiss === undefined
      ? []
      : [
          `An answer from another conversation that does not, though it looks like it:\n\n${quote(card.nearMiss.text)}`,
          `Why not: ${card.nearMiss.why}`,
        ]),
    `# Checklist\n\n${card.items.map(({ id, ask, isRequired }) => `- ${id}${isRequired ? '' : ' (optional)'}: ${ask}`).join('\n')}`,
    ...(card.disqualifiers.length === 0
      ? []
      : [`# Disqualifiers\n\n${card.disqualifiers.map(({ id, ask }) => `- ${id}: ${ask}`).join('\n')}`]),
    TASK,
  ].join('\n\n');

const TASK = `# Your answer

Go through the whole conversation above. The examples are no part of it and are never quoted. Then write, in this order:

1. "look": "first".
2. "evidence": for each question of the checklist, the best passage you can find for a yes, as {"item_id", "turn",
   "quote"}; more than one where the thing stands in several places. None for a question without such a passage.
3. "items": each question of the checklist once, as {"id", "why", "met"}: first why, in one sentence, then true or
   false. Without a quote in the evidence it is false.
4. "disqualifiers": each of them once, as {"id", "quote", "present"}; the passage that shows it, or "" where it lies in
   something missing or is not there. An empty list if none is asked about.
5. "superficial": true if the outward form of the pattern is there and its substance is not.
6. "reasoning": in at most three sentences, what decided.
7. "verdict": "demonstrated" if every question that is not optional is met and no disqualifier is present, else
   "not_demonstrated"; "cannot_tell" only if the conversation cannot be read.`;

const list = (head: string, texts: readonly string[]): string[] =>
  texts.length === 0 ? [] : [`${head}\n\n${texts.map((text) => `- ${text}`).join('\n')}`];

const quote = (text: string): string => text.trim().replace(/^/gm, '> ');
