import type { Random } from '../../base/index.ts';
import { spin } from './spin.ts';
import { bare, capital, joinAnd, sentence } from './words.ts';

/** What one answer did. */
export interface Deed {
  /** Counts answers from 1. */
  readonly answer: number;
  readonly pattern: string;
  readonly did: string;
}

const ONE = [
  'Answer {n} shows {pattern}: {did}',
  '{Pattern} in answer {n}: {did}',
  'In answer {n}, {did} ({pattern})',
  '{Did} ({pattern}, answer {n})',
  'Answer {n}: {did}, which is {pattern}',
];
const PLAIN = [
  '[The rest|Everything else] is plain help with {title}',
  "The learner's own figures on {title} [run through it|hold it together]",
  'The learner works on {title}',
  "[All of it|Everything] is tied to the learner's own case, {title}",
];

/** One to three sentences on what was done where; the only place in which patterns are named. */
export const writeLearningNotes = (random: Random, title: string, deeds: readonly Deed[]): string => {
  if (deeds.length === 0)
    return sentence(
      spin(
        random,
        '[Plain help with|A conversation about|The learner gets help with] {title}, [without an assigned way of working|no pattern assigned]',
        { title },
      ),
    );
  if (deeds.length > 3) {
    const named = deeds.map(({ pattern, answer }) => `${pattern} (answer ${answer})`);
    return sentence(`${capital(title)}: ${joinAnd(named)}`);
  }
  const told = deeds.map(({ answer, pattern, did }) =>
    sentence(spin(random, random.pick(ONE), { n: String(answer), pattern, did: bare(did) })),
  );
  if (told.length < 3 && random.below(2) === 0)
    told.push(sentence(spin(random, random.pick(PLAIN), { title })));
  return told.join(' ');
};
