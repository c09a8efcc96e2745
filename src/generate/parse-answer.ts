import { jsonrepair } from 'jsonrepair';
import { fail, ok, type Result } from '../base/index.ts';
import type { Problem } from '../providers/index.ts';

/**
 * The JSON value in an answer's text: the text itself, the fenced block in it, or what repair can make of it.
 *
 * Repair mends what models get wrong in writing JSON (quotes, commas, comments). It never invents an end: text that
 * breaks off before its outermost bracket closes is a problem, for its last turn would be cut.
 */
export const parseAnswer = (text: string): Result<unknown, Problem> => {
  const json = findJson(text);
  if (json === undefined) return fail(notJson('it holds no JSON object'));
  try {
    return ok(JSON.parse(json));
  } catch {
    if (!json.trimEnd().endsWith('}')) return fail(notJson('its JSON breaks off before the end'));
  }
  try {
    return ok(JSON.parse(jsonrepair(json)));
  } catch (error) {
    // The library's message quotes a character and a position, never the text around it.
    const where = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
    return fail(
      notJson(where === undefined ? 'its JSON is broken' : `its JSON is broken at character ${where}`),
    );
  }
};

const notJson = (what: string): Problem => ({
  kind: 'not-json',
  message: `The reply could not be read: ${what}.`,
});

const findJson = (text: string): string | undefined => {
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed.startsWith('{')) return trimmed;
  const start = trimmed.indexOf('{');
  if (start < 0) return undefined;
  // Some servers wrap the object in a fence or a sentence; the object is then all up to the last brace.
  const end = trimmed.lastIndexOf('}');
  return end > start ? trimmed.slice(start, end + 1) : trimmed.slice(start);
};
