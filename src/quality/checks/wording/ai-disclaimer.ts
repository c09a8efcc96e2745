import type { Check } from '../check.ts';
import { findFirst } from './find-first.ts';

/** The assistant speaks of itself as a machine. */
export const aiDisclaimer: Check = {
  id: 'ai-disclaimer',
  version: 1,
  severity: 'fail',
  title: 'No "as an AI"',
  why: 'The person whose way of working is learnt would never say it.',
  run: ({ answers }) =>
    findFirst(
      answers,
      DISCLAIMER,
      'fail',
      () => 'The assistant calls itself an AI, which no mentor would say.',
    ),
};

const MACHINE = '(?:AI|artificial intelligence|(?:large )?language model|chat ?bot|virtual assistant)';
const KIND = '(?: (?:language )?(?:model|assistant|system|chat ?bot|program))?';

/** In the first person, or at the head of a sentence: "as an AI model" is also said of the things one builds. */
const DISCLAIMER = new RegExp(
  [
    `(?:^|[.!?:]\\s+|\\n)as an? ${MACHINE}${KIND}(?: (?:developed|trained|created|made) by \\w+)?,`,
    `\\bas an? ${MACHINE}${KIND},? (?:I\\b|my\\b|it'?s (?:not )?(?:my|important)|there)`,
    `\\bI(?:['’]m| am)(?: (?:just|only|merely|simply))? an? ${MACHINE}${KIND}(?=\\s*(?:[.,;!?—–-]|$)|\\s+(?:and|so|but|that|without|developed|trained|created|designed|made|by)\\b)`,
    '\\bmy (?:training data|knowledge cut-?off)\\b',
  ].join('|'),
  'i',
);
