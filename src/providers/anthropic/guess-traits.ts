import type { Traits } from '../models/model.ts';
import { toPlainName } from '../models/model-name.ts';

/** `claude-haiku-4-5`: family, then version. Before Claude 4 the version stood first. */
const NAME = /claude-[a-z]+-(\d{1,2})(?:-(\d{1,2}))?(?:-\d{6,})?$/;
const OLD_NAME = /claude-(?:instant-)?[1-3](?:[-.]\d+)?(?:-|$)/;

/**
 * What to think of a model that the registry does not know. From 4.5 on there is structured output, from Opus 4.7 on
 * no temperature, and later models may think on their own (Claude API docs, 2026-08-22). A name that says nothing is
 * taken for a new model.
 */
export const guessTraits = (id: string): Traits => {
  const [major, minor] = toVersion(toPlainName(id));
  const isAtLeast = (otherMajor: number, otherMinor: number): boolean =>
    major > otherMajor || (major === otherMajor && minor >= otherMinor);
  return {
    thinking: isAtLeast(5, 0) ? { kind: 'adaptive', room: 8192 } : { kind: 'none' },
    temperature: !isAtLeast(4, 7),
    structuredOutput: isAtLeast(4, 5) ? 'json-schema' : 'tool',
  };
};

const toVersion = (name: string): [major: number, minor: number] => {
  if (OLD_NAME.test(name)) return [3, 0];
  const [, major, minor] = NAME.exec(name) ?? [];
  return major === undefined ? [Number.POSITIVE_INFINITY, 0] : [Number(major), Number(minor ?? 0)];
};
