import { jsonrepair } from 'jsonrepair';
import { fail, ok, type Result } from '../../base/index.ts';
import type { Problem } from '../../providers/index.ts';

/**
 * The object in an answer's text: as it is, within a fence or sentences, or as repair can mend its quotes and commas.
 * Text that breaks off before its brackets close is a problem: nobody knows what the judge would have gone on to say.
 */
export const readJson = (text: string): Result<unknown, Problem> => {
  const answer = text.replace(/^\s*<think>[\s\S]*?<\/think>/, '');
  const start = Math.max(0, answer.search(/\{\s*["'\u201C]/));
  const json = answer.slice(start, answer.lastIndexOf('}') + 1);
  if (!json.startsWith('{')) return fail(toProblem('it holds no JSON object'));
  try {
    return ok(JSON.parse(json));
  } catch {
    // What follows is for JSON that only nearly is.
  }
  if (isOpen(json)) return fail(toProblem('its JSON breaks off before the end'));
  try {
    return ok(JSON.parse(jsonrepair(json)));
  } catch {
    return fail(toProblem('its JSON is broken'));
  }
};

const toProblem = (what: string): Problem => ({
  kind: 'not-json',
  message: `The judgement could not be read: ${what}.`,
});

const isOpen = (json: string): boolean => {
  let depth = 0;
  for (const [mark] of json.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (mark === '{' || mark === '[') depth++;
    else if (mark === '}' || mark === ']') depth--;
  }
  return depth > 0;
};
