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
  const answer = stripThoughts(text.replace(/^\uFEFF/, '').trim());
  const list = parseList(answer);
  if (list !== undefined) return ok(list);
  let first: Result<unknown, Problem> | undefined;
  for (const json of listCandidates(answer)) {
    const parsed = parseOrRepair(json);
    if (parsed.ok) return parsed;
    first ??= parsed;
  }
  return first ?? fail(notJson('it holds no JSON object'));
};

/** A list of several objects, such as bare turns: no object that was asked for, but no broken JSON either. */
const parseList = (text: string): unknown[] | undefined => {
  if (!/^\[\s*\{/.test(text) || !text.endsWith(']')) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.length > 1 ? list : undefined;
  } catch {
    return undefined;
  }
};

/** Local models that reason write their thoughts before the answer, and those may hold braces. */
const stripThoughts = (text: string): string => text.replace(/^<think>[\s\S]*?<\/think>\s*/, '');

const notJson = (what: string): Problem => ({
  kind: 'not-json',
  message: `The reply could not be read: ${what}.`,
});

const BROKEN_OFF = notJson('its JSON breaks off before the end');

/** Where the object may stand: some servers wrap it in a fence or in sentences, which may hold braces of their own. */
const listCandidates = (text: string): string[] => {
  const fenced = /^[ \t]*```\w*[ \t]*\r?\n([\s\S]*\S)\s*\r?\n[ \t]*```/m.exec(text)?.[1]?.trim();
  const starts = [text.search(/\{\s*["'\u201C]/), text.indexOf('{')].filter((start) => start >= 0);
  return [
    ...(fenced?.startsWith('{') && !text.startsWith('{') ? [fenced] : []),
    ...new Set(starts.map((start) => text.slice(start))),
  ];
};

const parseOrRepair = (json: string): Result<unknown, Problem> => {
  const whole = json.slice(0, json.lastIndexOf('}') + 1);
  if (whole === '') return fail(BROKEN_OFF);
  try {
    return ok(JSON.parse(whole));
  } catch {
    // What follows is for JSON that only nearly is.
  }
  if (isBeginning(whole)) return fail(BROKEN_OFF);
  try {
    const repaired = jsonrepair(keepBackslashes(whole));
    const value: unknown = JSON.parse(repaired);
    return hasOwnEnd(whole, repaired) ? ok(value) : fail(BROKEN_OFF);
  } catch (error) {
    // The library's message quotes a character and a position, never the text around it.
    const where = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
    return fail(
      notJson(where === undefined ? 'its JSON is broken' : `its JSON is broken at character ${where}`),
    );
  }
};

/** Whether a text is the beginning of sound JSON and no more: its brackets match, and some are still open. */
const isBeginning = (json: string): boolean => {
  const open: string[] = [];
  for (const [mark] of json.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (mark === '{' || mark === '[') open.push(mark === '{' ? '}' : ']');
    else if ((mark === '}' || mark === ']') && open.pop() !== mark) return false;
  }
  return open.length > 0;
};

/** Whether repair found the end of the text and did not write it: it may have dropped quotes or brackets there. */
const hasOwnEnd = (text: string, repaired: string): boolean => {
  const own = toEnding(text);
  const end = toEnding(repaired);
  return own.startsWith(end) || own.endsWith(end);
};

/** The quotes and brackets at the end. */
const toEnding = (json: string): string => {
  const end = json.replace(/[,\s]/g, '').slice(-ENDING_CHARS);
  return (/["'\u2018\u2019\u201C\u201D`\]}]*$/.exec(end)?.[0] ?? '').replace(/[^\]}]/g, '"');
};

/** Far more than an answer's own ending has. */
const ENDING_CHARS = 40;

/** Doubles each backslash that begins no JSON escape: repair would drop it, and `\d` in code would become `d`. */
const keepBackslashes = (json: string): string =>
  json.replace(/\\(?:["\\/bfnrt'`]|u[0-9a-fA-F]{4})|\\/g, (found) => (found === '\\' ? '\\\\' : found));
