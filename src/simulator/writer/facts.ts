import { bare, firstWord } from './words.ts';

/** What a topic's description of the learner's project yields: statements with a figure, and pasted lines. */
export interface Facts {
  /** Statements that stand alone, without a closing point. */
  readonly statements: readonly string[];
  /** Those of them that hold a figure or a symptom, so that one can measure against them. */
  readonly figures: readonly string[];
  /** Lines of a log or an error message, as they were printed. */
  readonly prints: readonly string[];
}

const FENCE = /^(`{3,}|~{3,})([^\n]*)\n([\s\S]*?)^\1[^\n]*$/gm;
const LONGEST_WORDS = 26;
const LONGEST_PRINT = 110;

/** Takes a description apart. */
export const readFacts = (situation: string): Facts => {
  const prints: string[] = [];
  const prose = situation.replace(FENCE, (_all, _fence, language: string, text: string) => {
    if (/^(text|log|console|)$/.test(language.trim())) prints.push(...toPrints(text));
    return '\n\n';
  });
  const statements = prose
    .split(/\n\s*\n/)
    .flatMap((paragraph) => paragraph.replace(/\s+/g, ' ').split(/(?<=[.?!])\s+(?=["`'A-Z\d])/))
    .flatMap(toStatements);
  const distinct = [...new Set(statements)];
  return {
    statements: distinct,
    figures: distinct.filter(
      (statement, index) => isFigure(statement) && (index > 0 || RATE.test(statement)),
    ),
    prints,
  };
};

/** Says how it went, in numbers, and not only what there is. */
const isFigure = (statement: string): boolean => /\d/.test(statement) && SYMPTOM.test(statement);

/** What makes even the first statement, which sets the scene, a figure. */
const RATE = /%|\bp9\d|\bmedian\b|^(?:Last|Since|After|On) /;

const SYMPTOM =
  /\b(?:fail\w*|lost|lose[sd]?|drop\w*|slow\w*|stop\w*|crash\w*|error\w*|twice|missing|wrong|blank|kill\w*|rose|fell|took|takes|lag\w*|stuck|leak\w*|overflow\w*|stall\w*|block\w*|broke\w*|grew|jump\w*|reject\w*|late|times|p95|p99|median|percentile|%|died|repeat\w*|duplicate\w*)/i;

/** Words at the front that point back to a sentence which is not quoted with it. */
const POINTS_BACK =
  /^(?:(?:in|of|on|with|from|for|by|after|since|during|at)\s+)?(?:\d+ of )?(?:it|its|they|their|them|this|that|these|those|then|there|he|she|both|neither|instead|so|otherwise|another|afterward|since then|the other|the others|the same|the rest|the former|the latter|the remaining|all of them|each of them|one of them|half of them|some of them|none of them|most of them|two of them|the rule|its)\b/i;

const toStatements = (sentence: string): string[] => {
  const whole = bare(sentence);
  if (/:$/.test(sentence.trim()) || /\b(below|above|like this|following)\b/i.test(whole)) return [];
  const parts = whole.includes('`') ? [whole] : whole.split(/; (?=\S)/);
  return parts.filter((part, index) => {
    const words = part.split(' ').length;
    return (
      words >= 5 &&
      words <= LONGEST_WORDS &&
      !POINTS_BACK.test(part) &&
      !/^(?:and|or|but)\b|\b(?:with|like|at|is|shows|says|of|by)$/.test(part) &&
      !/\b(them|those|the two|the three|both of)\b/.test(part) &&
      (index === 0 || /\d/.test(part)) &&
      firstWord(part).length > 0
    );
  });
};

const toPrints = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(
      (line) =>
        line.length >= 15 &&
        line.length <= LONGEST_PRINT &&
        /[A-Za-z]{4}/.test(line) &&
        !/^[|+<({[]/.test(line),
    );
