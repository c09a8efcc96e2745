import type { Problem, Usage } from '../contract.ts';
import { isSameModel } from '../models/model-name.ts';
import { makeProblem } from './problem.ts';

/**
 * The problem of a reply by another model than the one asked for, if it is one: retired models may be replaced in
 * silence, at another price (Gemini API deprecations page, 2026-11-10).
 *
 * A server that copies a provider's wire (`official` is false) may name its models with a path or tag, or not at all.
 */
export const checkAnsweringModel = (
  names: { readonly asked: string; readonly answered: string | null | undefined; readonly official: boolean },
  usage: Usage | undefined,
): Problem | undefined => {
  const { asked, answered, official } = names;
  if (answered === null || answered === undefined || answered === '') {
    if (!official) return undefined;
    return makeProblem('wrong-model', `Asked for ${asked}; the reply does not say which model wrote it.`);
  }
  if (isSameModel(asked, answered, !official)) return undefined;
  return makeProblem(
    'wrong-model',
    `Asked for ${asked}, answered by ${answered}.`,
    usage && { usage: { ...usage, billedAs: answered } },
  );
};
