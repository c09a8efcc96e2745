import type { Message } from '../../../conversation/index.ts';
import type { JudgeCard } from '../judge-card.ts';
import { showConversation } from '../show-conversation.ts';

/**
 * Asks which patterns of a list a conversation shows, without a word on which were asked for. What is found this way
 * owes nothing to having been named.
 */
export const renderDetect = (messages: readonly Message[], cards: readonly JudgeCard[]): string =>
  [
    showConversation(messages),
    '# Patterns to look for',
    'None of them, one or several may be there. Their order means nothing.',
    ...cards.map(renderCard),
    TASK,
  ].join('\n\n');

const renderCard = ({ name, definition, items, disqualifiers }: JudgeCard): string =>
  [
    `## ${name}`,
    `Definition: ${definition}`,
    `It is there if each of these is met:\n\n${items
      .filter(({ isRequired }) => isRequired)
      .map(({ ask }) => `- ${ask}`)
      .join('\n')}`,
    ...(disqualifiers.length === 0
      ? []
      : [
          `It is not there if any of these holds:\n\n${disqualifiers.map(({ ask }) => `- ${ask}`).join('\n')}`,
        ]),
  ].join('\n\n');

const TASK = `# Your answer

Go through the whole conversation above once for each pattern of the list. Then write, in this order:

1. "look": "first".
2. "findings": each pattern of the list once, in the order of the list, as {"pattern", "evidence", "why", "present"}:
   its name as it stands there; the passages that show it, as {"turn", "quote"}, none where there is none; why, in one
   sentence; and true only if everything that it asks for is met and quoted.`;
