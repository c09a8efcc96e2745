import { lintSource } from '@secretlint/core';
import { secretLintProfiler } from '@secretlint/profiler';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretLintCoreConfig } from '@secretlint/types';
import type { Check, Reading, Sighting } from '../check.ts';

/** Keys, tokens and passwords, by the rules of secretlint. */
export const secrets: Check = {
  id: 'secrets',
  version: 1,
  severity: 'fail',
  title: 'No secrets',
  why: 'What a model was trained on it can be made to say.',
  run: async ({ subject, turns }) => {
    const parts = listParts(subject.conversation.learning_notes, turns);
    // A call costs more than the text that it is given: one for the whole conversation.
    const { messages } = await lintSource({
      source: {
        content: parts.map(({ content }) => content).join(BETWEEN),
        filePath: 'conversation',
        ext: '.txt',
        contentType: 'text',
      },
      options: { config: CONFIG, maskSecrets: true, noPhysicFilePath: true },
    });
    return messages.map(({ range, ruleId }) => toSighting(parts, range, ruleId));
  },
};

interface Part {
  /** Undefined for the learning notes. */
  readonly turn: number | undefined;
  readonly content: string;
  /** Where it begins in the joined text. */
  readonly start: number;
}

const BETWEEN = '\n\n';

/** A comment that switches rules off is text like any other here. */
const CONFIG: SecretLintCoreConfig = {
  rules: rules
    .filter(({ meta }) => !meta.id.endsWith('-filter-comments'))
    .map((rule) => ({ id: rule.meta.id, rule })),
};

// It keeps an entry for each rule of each text for good, which costs more than the rules and fills the memory.
secretLintProfiler.setEnabled(false);

const listParts = (notes: unknown, turns: Reading['turns']): Part[] => {
  const parts: Part[] = [];
  let start = 0;
  const add = (turn: number | undefined, content: string): void => {
    parts.push({ turn, content, start });
    start += content.length + BETWEEN.length;
  };
  for (const { number, content } of turns) add(number, content);
  add(undefined, typeof notes === 'string' ? notes : '');
  return parts;
};

const toSighting = (parts: readonly Part[], range: readonly [number, number], ruleId: string): Sighting => {
  const part = parts.findLast(({ start }) => start <= range[0]);
  const kind = ruleId.replace(/^.*secretlint-rule-/, '').replaceAll('-', ' ');
  const where = part?.turn === undefined ? 'The learning notes hold' : 'The turn holds';
  const message = `${where} what looks like a secret (${kind}), and a trained model can be made to say it.`;
  if (part?.turn === undefined) return { severity: 'fail', message };
  const start = range[0] - part.start;
  const end = Math.min(range[1] - part.start, part.content.length);
  return { severity: 'fail', message, place: { turn: part.turn, start, end } };
};
