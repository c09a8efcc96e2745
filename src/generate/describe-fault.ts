import type { z } from 'zod';

/** As many faults are told at once; the rest is likely of the same kind. */
const MOST_TOLD = 3;

/**
 * What is wrong with the shape of an answer, in words that a person and a model understand. It names keys of ours and
 * the numbers of messages, never what the answer says: its own keys are its own words.
 */
export const describeFaults = (issues: readonly z.core.$ZodIssue[]): string =>
  [...new Set(issues.map(describe))].slice(0, MOST_TOLD).join('; ');

const describe = (issue: z.core.$ZodIssue): string => {
  const [key, index, inner] = issue.path;
  const isExtra = issue.code === 'unrecognized_keys';
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
  if (key === undefined) {
    return isExtra
      ? 'it has other keys than conversation and learning_notes'
      : 'it is not an object with the keys conversation and learning_notes';
  }
  if (index === undefined) {
    if (isMissing) return `${String(key)} is missing`;
    return key === 'conversation' ? 'conversation is not a list' : `${String(key)} is not a text`;
  }
  const message = `message ${Number(index) + 1}`;
  if (isExtra) return `${message} has other keys than role and content`;
  if (inner === 'role') return `the role of ${message} is neither "user" nor "assistant"`;
  if (inner === 'content')
    return isMissing ? `${message} has no content` : `the content of ${message} is not a text`;
  return `${message} is not an object with the keys role and content`;
};
