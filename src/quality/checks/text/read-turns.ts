import { type CodeBlock, listCodeBlocks, type Message } from '../../../conversation/index.ts';
import { blankCode, blankQuotes } from './blank-code.ts';
import { listGrams } from './grams.ts';
import { listWords } from './words.ts';

/** One message, with what several checks need of it. What is costly is worked out when first asked for. */
export interface Turn {
  /** From 1. */
  readonly number: number;
  /** `user` or `assistant`; files of others hold further ones. */
  readonly role: string;
  readonly content: string;
  readonly blocks: readonly CodeBlock[];
  /** The content with code and quotations blanked out; offsets are those of the content. */
  prose(): string;
  /** The prose with what stands between quotation marks blanked out too: what the speaker says in their own name. */
  speech(): string;
  /** The words of the prose, in lower case. */
  words(): readonly string[];
  /** The runs of five words of the prose, as numbers. */
  grams(): Int32Array;
}

/** Takes messages apart. Content that is no text counts as empty. */
export const readTurns = (messages: readonly Message[]): Turn[] =>
  messages.map(({ role, content }, index) => readTurn(index + 1, role, content));

const readTurn = (number: number, role: string, content: unknown): Turn => {
  const text = typeof content === 'string' ? content : '';
  const blocks = listCodeBlocks(text);
  const prose = once(() => blankCode(text, blocks));
  const words = once(() => listWords(prose()));
  return {
    number,
    role,
    content: text,
    blocks,
    prose,
    speech: once(() => blankQuotes(prose())),
    words,
    grams: once(() => listGrams(words())),
  };
};

const once = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
