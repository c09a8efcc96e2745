import { bare, capital } from './words.ts';

/** What a learner says they mean to do, and what is the matter with it. */
export interface Belief {
  /** Reads on after "to" or "i": verb first, first person. */
  readonly plan: string;
  readonly answer: string;
}

const NOT_VERBS = new Set([
  'Events',
  'Rows',
  'Seconds',
  'Nodes',
  'Pairs',
  'Clients',
  'Workers',
  'Partitions',
  'Watermarks',
  'Assertions',
  'Tests',
]);

/** "Raises the limit to 120, although it is never used." yields a plan and the objection to it. */
export const readBeliefs = (mistakes: readonly string[]): Belief[] =>
  mistakes.flatMap((mistake) => {
    const found = /^([A-Z][a-z]+s) ([^,;:]+), (?:although|though|but|while|whereas) ([^;:]+)\.?$/.exec(
      bare(mistake),
    );
    const [verb, rest, answer] = [found?.[1], found?.[2], found?.[3]];
    if (verb === undefined || rest === undefined || answer === undefined) return [];
    if (NOT_VERBS.has(verb) || / and [a-z]+s\b/.test(rest) || /^(it|they) /.test(answer)) return [];
    return [{ plan: `${toBase(verb)} ${rest}`, answer: capital(answer) }];
  });

const toBase = (verb: string): string => {
  const lower = verb.toLowerCase();
  if (lower === 'does') return 'do';
  if (lower === 'has') return 'have';
  if (lower.endsWith('ies')) return `${lower.slice(0, -3)}y`;
  return /(ss|sh|ch|x|zz)es$/.test(lower) ? lower.slice(0, -2) : lower.slice(0, -1);
};
