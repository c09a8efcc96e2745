import { statSync } from 'node:fs';
import { IdiolectError } from '../../base/index.ts';
import { readLines } from './read-lines.ts';

/** Fields under which evaluation sets keep what is asked, the commonest first. */
const FIELDS = ['prompt', 'question', 'instruction', 'input', 'problem', 'text'] as const;

/** A prompt of an evaluation set; `name` tells where it stands. */
export interface NamedPrompt {
  readonly name: string;
  readonly text: string;
}

/**
 * Reads evaluation prompts: a line of JSON with one of the usual fields or with messages, of which the user's count;
 * any other line is a prompt as it stands.
 *
 * @throws {IdiolectError} `USAGE` where there is no such file, or no prompt in it.
 */
export const readPrompts = (file: string, shown: string): NamedPrompt[] => {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    throw new IdiolectError('USAGE', `There is no file ${shown}.`, {
      hint: 'Give --decontaminate a text or JSONL file with one prompt a line.',
      place: { file },
    });
  }
  const prompts = [...readLines(file)].flatMap(({ number, text }) =>
    toTexts(text).map((prompt) => ({ name: `${shown}:${number}`, text: prompt })),
  );
  if (prompts.length > 0) return prompts;
  throw new IdiolectError('USAGE', `${shown} holds no prompt.`, {
    hint: `Give one prompt a line: as text, or as JSON with "${FIELDS.join('", "')}" or "messages".`,
    place: { file },
  });
};

const toTexts = (line: string): string[] => {
  const json = parse(line);
  if (typeof json === 'string') return [json];
  if (typeof json !== 'object' || json === null) return [line];
  const row = json as Record<string, unknown>;
  const field = FIELDS.map((name) => row[name]).find((value) => typeof value === 'string');
  if (typeof field === 'string') return [field];
  const messages = row.messages ?? row.conversation;
  if (!Array.isArray(messages)) return [];
  return messages.flatMap((message: { readonly role?: unknown; readonly content?: unknown } | null) =>
    message?.role === 'user' && typeof message.content === 'string' ? [message.content] : [],
  );
};

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};
