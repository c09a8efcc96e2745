/**
 * The object that was asked for, where a reply has wrapped it: in an object with a single key of its own
 * (`{"result": {…}}`), or with its conversation as JSON within a text, as forced tools at times do. Nothing is guessed:
 * what has other keys, or turns under other names, stays as it is.
 */
export const unwrapAnswer = (value: unknown): unknown => {
  const answer = takeOut(value);
  if (!isRecord(answer) || typeof answer.conversation !== 'string') return answer;
  const conversation = parseList(answer.conversation);
  return conversation === undefined ? answer : { ...answer, conversation };
};

const takeOut = (value: unknown): unknown => {
  if (!isRecord(value) || 'conversation' in value) return value;
  const [only, ...others] = Object.values(value);
  return others.length === 0 && isRecord(only) && 'conversation' in only ? only : value;
};

const parseList = (text: string): unknown[] | undefined => {
  if (!text.trimStart().startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
};

/** Whether a value is an object, and no list. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
