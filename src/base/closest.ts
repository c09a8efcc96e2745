import { distance } from 'fastest-levenshtein';

/** The known word that is nearest to a mistyped one, when it is near enough to be meant (a third of its letters). */
export const findClosest = (word: string, known: readonly string[]): string | undefined => {
  let best: { readonly word: string; readonly steps: number } | undefined;
  for (const candidate of known) {
    const steps = countSteps(word.toLowerCase(), candidate.toLowerCase());
    if (best === undefined || steps < best.steps) best = { word: candidate, steps };
  }
  return best !== undefined && best.steps <= Math.max(1, Math.floor(best.word.length / 3))
    ? best.word
    : undefined;
};

/** Letters to change, add or leave out; two neighbours that changed places, the commonest slip, count as one. */
const countSteps = (a: string, b: string): number => {
  const steps = distance(a, b);
  if (steps !== 2 || a.length !== b.length) return steps;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  const swapped = a.slice(0, at) + a.charAt(at + 1) + a.charAt(at) + a.slice(at + 2);
  return swapped === b ? 1 : 2;
};

/** ` Did you mean "x"?`, or nothing when no known word is near. */
export const suggestClosest = (word: string, known: readonly string[]): string => {
  const closest = findClosest(word, known);
  return closest === undefined ? '' : ` Did you mean "${closest}"?`;
};
