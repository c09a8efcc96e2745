/**
 * A Claude model's version as hundreds and ones: `claude-opus-4-7` is 407, `claude-3-haiku-20240307` is 300. Any other
 * name counts as one that takes everything.
 */
const readVersion = (model: string): number => {
  const digits = /^claude(?:-[a-z]+)?-(\d)(?:-(\d{1,2}))?(?!\d)/.exec(model);
  return digits === null ? 405 : Number(digits[1]) * 100 + Number(digits[2] ?? 0);
};

/** Whether it answers 400 to a temperature other than the default (Anthropic docs, 2026-08-22: Opus 4.7 and later). */
export const rejectsTemperature = (model: string): boolean => readVersion(model) >= 407;

/** Whether it answers 400 to a last message of the assistant's (4.6 and later). */
export const rejectsPrefill = (model: string): boolean => readVersion(model) >= 406;

/** Whether it can be held to a JSON Schema (4.5 and later). */
export const takesSchema = (model: string): boolean => readVersion(model) >= 405;

/** Whether it thinks unless told not to (Anthropic docs, 2026-08-22, and the 5.5 announcements, 2026-10). */
export const thinksByDefault = (model: string): boolean =>
  /^claude-(fable-5|haiku-5-5|sonnet-5-5)/.test(model);
