import { type Check, type Sighting, wholeOf } from '../check.ts';
import { LIMITS } from '../limits.ts';

/** Answers that say the one before over again. */
export const echo: Check = {
  id: 'echo',
  version: 1,
  severity: 'warn',
  title: 'Answers go on from each other',
  why: 'An answer that repeats the last one shows a conversation which does not move.',
  run: ({ answers }) =>
    answers.flatMap((turn, index): Sighting[] => {
      const before = answers[index - 1];
      if (before === undefined || turn.grams().length < LIMITS.echoGrams) return [];
      const share = measureContainment(turn.grams(), before.grams());
      if (share <= LIMITS.echoShare) return [];
      return [
        {
          severity: 'warn',
          message: `${Math.round(share * 100)} % of the answer stood in turn ${before.number} already, word for word.`,
          place: wholeOf(turn),
        },
      ];
    }),
};

/** Share of the runs of five words in one text that another one holds too. */
export const measureContainment = (grams: Int32Array, within: Int32Array): number => {
  const known = new Set(within);
  let shared = 0;
  for (const gram of grams) if (known.has(gram)) shared++;
  return grams.length === 0 ? 0 : shared / grams.length;
};
