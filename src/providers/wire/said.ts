import { parseJson } from './json-body.ts';

/** Keys under which error bodies speak. What they quote of a request (`input`, `ctx`) is not among them. */
const SPEAKING = new Set([
  'error',
  'errors',
  'message',
  'msg',
  'detail',
  'details',
  'description',
  'reason',
  'param',
  'code',
  'field',
  'fieldViolations',
  'loc',
]);
const MOST_CHARS = 2_000;
const MOST_DEPTH = 8;

/**
 * All that an error body says, on one line, whatever its shape: OpenAI's object, the bare text of LM Studio, the list
 * of a FastAPI server, or one of these as JSON within a text (observed at Mistral and at gateways, 2026).
 */
export const toSaid = (body: string): string => {
  const json = parseJson(body);
  return listWords(json === undefined ? body : json, MOST_DEPTH)
    .join(' ')
    .slice(0, MOST_CHARS);
};

const listWords = (value: unknown, depth: number): string[] => {
  if (depth === 0) return [];
  if (typeof value === 'string') return listOfText(value, depth);
  if (Array.isArray(value)) return value.slice(0, 20).flatMap((each) => listWords(each, depth - 1));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    SPEAKING.has(key) ? listWords(inner, depth - 1) : [],
  );
};

const listOfText = (text: string, depth: number): string[] => {
  const inner = /^\s*[[{]/.test(text) ? parseJson(text) : undefined;
  return inner === undefined ? [text.slice(0, MOST_CHARS)] : listWords(inner, depth - 1);
};
