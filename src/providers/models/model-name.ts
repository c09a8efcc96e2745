/** The end of a dated or numbered snapshot: `-2024-08-06`, `-20251001`, `-001`. */
const SNAPSHOT = /-(\d{4}-\d{2}-\d{2}|\d{8}|\d{3})$/;

/** A model's name without its snapshot: `gpt-4o-2024-08-06` is `gpt-4o`. */
export const toBaseName = (id: string): string => id.replace(SNAPSHOT, '');

/** A model's name as registries hold it: in small letters, without Gemini's `models/`. */
export const toPlainName = (id: string): string => id.toLowerCase().replace(/^models\//, '');

/**
 * Whether two names mean the same model: a name and one of its snapshots do, two snapshots do not.
 *
 * `tolerant` is for servers that copy a provider's wire: one of the two names may also carry a path
 * (`org/model`) or a tag (`model:latest`) that the other lacks.
 */
export const isSameModel = (asked: string, answered: string, tolerant: boolean): boolean => {
  const names = [toPlainName(asked), toPlainName(answered)] as const;
  return isSameName(...names) || (tolerant && isSameName(...evenOut(...names)));
};

const isSameName = (asked: string, answered: string): boolean =>
  asked === answered ||
  asked === toBaseName(answered) ||
  toBaseName(asked) === answered ||
  // A name that ends so asks for whatever is newest, so any answer is the one that was asked for.
  asked.endsWith('-latest');

/** Takes off what only one of the two names has. */
const evenOut = (asked: string, answered: string): [string, string] => {
  let pair: [string, string] = [asked, answered];
  if (asked.includes('/') !== answered.includes('/')) pair = [withoutPath(pair[0]), withoutPath(pair[1])];
  if (asked.includes(':') !== answered.includes(':')) pair = [withoutTag(pair[0]), withoutTag(pair[1])];
  return pair;
};

const withoutPath = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
const withoutTag = (name: string): string => name.replace(/:[^/:]*$/, '');
