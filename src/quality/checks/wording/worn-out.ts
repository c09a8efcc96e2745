import type { Check, Sighting } from '../check.ts';
import type { Turn } from '../text/read-turns.ts';
import { findFirst, quote } from './find-first.ts';

/** Words that models are known by. */
export const slopTerms: Check = {
  id: 'slop-terms',
  version: 1,
  severity: 'info',
  title: 'Worn-out words',
  why: 'Words that all models overuse drown the words of the one person.',
  run: ({ answers }) => answers.flatMap(findTerms),
};

/** "It's not just X, it's Y". */
export const notXButY: Check = {
  id: 'not-x-but-y',
  version: 1,
  severity: 'info',
  title: '"Not X but Y"',
  why: 'The figure is a habit of models, and one that is learnt at once.',
  run: ({ answers }) =>
    findFirst(
      answers,
      NOT_BUT,
      'info',
      (found) => `The answer uses the figure "not X but Y": ${quote(found)}.`,
    ),
};

/**
 * Technical prose only: words whose share in models' text is far above that in people's (Kobak et al. 2024, Liang et
 * al. 2024), and set phrases. Words with a meaning of their own in programming (framework, robust estimator) stand here
 * only in phrases.
 */
const SLOP =
  /\b(?:delv(?:e|es|ed|ing)|leverag(?:e|es|ing) (?:the power|this|these|our|your)|seamless(?:ly)?|pivotal|tapestry|testament to|game[- ]chang(?:er|ing)|cutting-edge|ever-(?:evolving|changing)|(?:digital|modern|evolving|complex) landscape|it['’]s (?:important|worth|crucial|essential) (?:to note|noting|to remember)|it is (?:important|crucial|essential) to (?:note|remember)|in today['’]s (?:world|fast-paced|digital)|navigat(?:e|ing) the (?:complexit\w+|landscape|world)|unlock(?:s|ing)? the (?:power|potential|full)|a (?:wide|broad) (?:range|array) of|plays? an? (?:crucial|vital|key|pivotal|significant) role|robust and (?:scalable|efficient|reliable|maintainable)|meticulous(?:ly)?|underscor(?:e|es|ing) the|foster(?:s|ing)? an?|multifaceted|holistic(?:ally)?|realm of|embark(?:s|ing)? on)\b/gi;

/** After the patterns of slop-score, held to forms that need both halves. */
const NOT_BUT =
  /\b(?:(?:is|are|was|it['’]s|that['’]s|this is)(?:n['’]t| not) (?:just|merely|only|simply|about) [^.!?;\n]{2,60}?(?:[;,.—–-]+\s*(?:it|this|that|they)(?:['’]s|['’]re| is| are| was)\b|,? but(?: also| rather)?\b)|not (?:just|merely|simply) (?:an?|the|about) [^.!?;\n]{2,60}?,? but (?:also |rather )?(?:an?|the|about)\b)/i;

const findTerms = (turn: Turn): Sighting[] => {
  const matches = [...turn.speech().matchAll(SLOP)];
  const [first] = matches;
  if (first === undefined) return [];
  const more = matches.length === 1 ? '' : `, and ${matches.length - 1} more such`;
  return [
    {
      severity: 'info',
      message: `The answer uses ${quote(first[0])}${more}: words that mark the text as a model's.`,
      place: { turn: turn.number, start: first.index, end: first.index + first[0].length },
    },
  ];
};
