import type { Random } from '../../base/index.ts';
import type { Message } from '../../conversation/index.ts';
import type { FaultKind } from '../faults/fault.ts';

/** A conversation with the fault that was asked for; unchanged by faults that lie elsewhere. */
export const spoilConversation = (
  conversation: readonly Message[],
  fault: FaultKind | undefined,
): readonly Message[] => {
  switch (fault) {
    case 'wrong-exchanges':
      // Where there is only one exchange it comes twice, for a conversation without any is another fault.
      return conversation.length > 2 ? conversation.slice(0, -2) : [...conversation, ...conversation];
    case 'wrong-roles':
      return conversation.map(({ role, content }) => ({
        role: role === 'user' ? 'assistant' : 'user',
        content,
      }));
    case 'disclaimer':
      return conversation.map((message, index) =>
        index < conversation.length - 1
          ? message
          : { ...message, content: `${DISCLAIMER}\n\n${message.content}` },
      );
    default:
      return conversation;
  }
};

const DISCLAIMER = 'As an AI language model, I have never run this in production.';

/** The same content under other keys. */
export const toOtherKeys = (value: unknown): unknown => ({ result: value, version: 1, language: 'en' });

/** JSON text that a strict parser refuses, broken in one of the ways in which models break it. */
export const breakJson = (text: string, random: Random): string => random.pick(BREAKS)(text);

const BREAKS: readonly ((text: string) => string)[] = [
  // The closing braces are missing.
  (text) => text.replace(/["\]}\s]+$/, ''),
  // A quote inside a text is not escaped.
  (text) => text.replace(/("content": ?")/, '$1"so" to speak, '),
  // A comma follows the last member.
  (text) => text.replace(/}\s*$/, ',}'),
  // Keys stand in single quotes.
  (text) => text.replace(/"([a-z_]+)"(: ?)/, "'$1'$2").replace(/}\s*$/, ''),
  // A sentence stands before it.
  (text) => `Here is the JSON you asked for:\n${text}`,
];
