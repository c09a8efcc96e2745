/** What keys look like: known prefixes, bearer tokens, `key=…`, UUIDs, and long runs that mix letters and digits. */
const KEY_LIKE = [
  /\b(?:sk|pk|rk|gsk|hf|xai|gh[pousr])[-_][\w*.-]{6,}/g,
  /\b(?:AIza|AKIA|ASIA|ya29\.)[\w*.-]{6,}/g,
  /\bBearer\s+\S+/gi,
  /\b(?:api[-_ ]?key|key|token)=[^\s&"']+/gi,
  /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi,
  /\b(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{20,}\b/g,
];
const MASK = '[hidden]';
/** As many characters in common with a prompt are no accident. */
const WINDOW = 24;

/** A text in which whatever looks like a key is hidden. */
export const maskKeys = (text: string): string =>
  KEY_LIKE.reduce((masked, pattern) => masked.replace(pattern, MASK), text);

/** A text in which one known key is hidden, whatever it looks like. */
export const maskKey = (text: string, key: string): string =>
  key.length < 4 ? text : text.replaceAll(key, MASK);

/** A text that ends where it begins to repeat one of `secrets`, for instance a prompt. */
export const cutBeforeSecret = (text: string, secrets: readonly string[]): string => {
  for (let start = 0; start + WINDOW <= text.length; start++) {
    const piece = text.slice(start, start + WINDOW);
    if (secrets.some((secret) => secret.includes(piece))) return `${text.slice(0, start)}…`;
  }
  return text;
};
