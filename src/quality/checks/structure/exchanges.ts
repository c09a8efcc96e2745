import type { Check } from '../check.ts';

/** The number of exchanges: what was asked for, and in any case what the recipe allows. */
export const exchanges: Check = {
  id: 'exchanges',
  version: 1,
  severity: 'fail',
  title: 'Number of exchanges',
  why: 'Conversations outside of the agreed lengths shift what the model learns about length.',
  run: ({ subject, turns }, context) => {
    const count = turns.filter(({ role }) => role === 'user').length;
    const wanted = subject.exchanges;
    if (wanted !== undefined) {
      return count === wanted
        ? []
        : [{ severity: 'fail', message: `It has ${inWords(count)}; the plan asks for ${wanted}.` }];
    }
    const fewest = Math.min(...context.exchanges);
    const most = Math.max(...context.exchanges);
    if (count >= fewest && count <= most) return [];
    const allowed = fewest === most ? `${fewest}` : `${fewest} to ${most}`;
    return [{ severity: 'fail', message: `It has ${inWords(count)}; the recipe asks for ${allowed}.` }];
  },
};

const inWords = (count: number): string => (count === 1 ? '1 exchange' : `${count} exchanges`);
