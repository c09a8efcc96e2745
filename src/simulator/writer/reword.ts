import type { Random } from '../../base/index.ts';

/** Words that may stand for each other wherever they occur; every conversation keeps to its own choice. */
const SWAPS: readonly (readonly [RegExp, string])[] = [
  [/\bbecause (?!of\b)/g, 'since '],
  [/\bcannot\b/g, "can't"],
  [/\b(do|does|did|is|are|was|were|has|have|had) not\b(?! only)/g, "$1n't"],
  [/\bwill not\b/g, "won't"],
  [/\babout (?=\d)/g, 'roughly '],
  [/\bfor ever\b/g, 'forever'],
  [/\bin place of\b/g, 'instead of'],
  [/\bthe whole (?!of\b|is\b|was\b|point\b|thing\b)/g, 'the entire '],
  [/\b(for|in|on|at|to|by|from|after|with) each (?!of\b|other\b|is\b|one\b)(?=[a-z]{3})/g, '$1 every '],
  [/\bmay (?!not\b|\d)/g, 'can '],
  [/\blarge(?=r|st)/g, 'bigge'],
  [/\blarge\b/g, 'big'],
  [/\bhappens\b/g, 'occurs'],
  [/\bseveral\b/g, 'multiple'],
  [/\bnobody\b/g, 'no one'],
  [/\b(every|some|any)body\b/g, '$1one'],
  [/\balmost\b/g, 'nearly'],
  [/\bat most\b/g, 'no more than'],
  [/\bbegins\b/g, 'starts'],
  [/\bso that\b/g, 'so'],
  [/\bas soon as\b/g, 'once'],
  [/, such as\b/g, ', like'],
  [/\bonly if\b/g, 'only when'],
  [/\bthe same as\b/g, 'identical to'],
];

const KEPT = /(^(`{3,}|~{3,})[\s\S]*?^\2[^\n]*$|`[^`\n]*`|"[^"\n]*"|^#.*$|^> .*$)/m;

/** Gives a conversation its own choice among words of equal meaning; code and quotations stay as they are. */
export const makeReworder = (random: Random): ((markdown: string) => string) => {
  const swaps = SWAPS.filter(() => random.below(2) === 0);
  return (markdown) => {
    const parts = markdown.split(KEPT);
    // Splitting by a pattern with two groups gives text, kept part and its fence in turn.
    return parts
      .map((part, index) => (index % 3 === 0 ? swap(part, swaps) : index % 3 === 1 ? (part ?? '') : ''))
      .join('');
  };
};

const swap = (text: string, swaps: readonly (readonly [RegExp, string])[]): string =>
  swaps.reduce((out, [from, to]) => out.replace(from, to), text);
