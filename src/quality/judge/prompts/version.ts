/**
 * The version of all that a judge is told. Any change of words raises it: a judge is a model with a version of the
 * prompt, and what was measured of one version says nothing about the next.
 */
export const PROMPT_VERSION = 1;
