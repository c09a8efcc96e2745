import type { Message } from '../../conversation/index.ts';

/** No turn is shown beyond this length, in characters: far more than a turn has that was asked for. */
const MOST_SHOWN = 12_000;

/**
 * Names of models and their makers. A judge prefers what it takes for its own or its family's (arXiv 2410.21819), and a
 * conversation may well say who wrote it.
 */
const NAMES =
  /\b(?:chat-?gpt|gpt-?[345][\w.-]*|open-?ai|gemini(?:[ -][\d.]+(?:[ -]?(?:pro|flash))?)?|google deepmind|claude(?:[ -](?:opus|sonnet|haiku|[\d.]+))*|anthropic|copilot|llama-?\d[\w.-]*|mistral|deepseek)(?![\w])/gi;

/**
 * A message as judges see it: without names of models, and with no tag that could end the part in which it stands.
 * As long as the message itself, so that places in the one are places in the other.
 */
export const toShown = (content: string): string =>
  content
    .replace(NAMES, (name) => 'X'.repeat(name.length))
    .replace(/<(?=\/?(?:conversation|turn)\b)/gi, '\u2039');

/**
 * A conversation with its turns numbered from 1. Nothing tells who wrote it, what it was asked to show, or how long it
 * is; the learning notes, which name the patterns, are not shown.
 */
export const showConversation = (messages: readonly Message[]): string => {
  const turns = messages.map(({ role, content }, index) => {
    const shown = toShown(content);
    const text = shown.length > MOST_SHOWN ? `${shown.slice(0, MOST_SHOWN)}\n[not shown further]` : shown;
    return `<turn number="${index + 1}" role="${role}">\n${text}\n</turn>`;
  });
  return `<conversation>\n${turns.join('\n')}\n</conversation>`;
};
