import type { Ask } from '../wires/ask.ts';

const CHARS_PER_TOKEN = 4;

/** Tokens of a text, by the rule of thumb of four characters each. */
export const countTokens = (text: string): number => Math.ceil(text.length / CHARS_PER_TOKEN);

/** Tokens of a whole prompt: its texts and a few for the frame of each turn. */
export const countPromptTokens = ({ system, turns }: Ask): number =>
  turns.reduce((total, { text }) => total + countTokens(text) + 3, countTokens(system) + 3);

/** The start of a text that has no more than so many tokens. Never ends in half a character. */
export const cutToTokens = (text: string, tokens: number): string => {
  const length = Math.max(0, tokens) * CHARS_PER_TOKEN;
  if (text.length <= length) return text;
  const isHalved = /[\uD800-\uDBFF]/.test(text.charAt(length - 1));
  return text.slice(0, isHalved ? length - 1 : length);
};
