import { distance } from 'fastest-levenshtein';

/** The known word that is nearest to a mistyped one, when it is near enough to be meant (a third of its letters). */
export const findClosest = (word: string, known: readonly string[]): string | undefined => {
  let best: { readonly word: string; readonly steps: number } | undefined;
  for (const candidate of known) {
    const steps = distance(word.toLowerCase(), candidate.toLowerCase());
    if (best === undefined || steps < best.steps) best = { word: candidate, steps };
  }
  return best !== undefined && best.steps <= Math.max(1, Math.floor(best.word.length / 3))
    ? best.word
    : undefined;
};

/** ` Did you mean "x"?`, or nothing when no known word is near. */
export const suggestClosest = (word: string, known: readonly string[]): string => {
  const closest = findClosest(word, known);
  return closest === undefined ? '' : ` Did you mean "${closest}"?`;
};
