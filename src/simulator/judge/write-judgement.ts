import { makeRandom } from '../../base/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import type { Profile } from '../profile.ts';
import { findEvidence, findPretext, hasMarks, type Quote } from './find-evidence.ts';
import { findSpokenNotes } from './find-spoken-topic.ts';
import type { Judging } from './read-judging.ts';
import { findSignsOf } from './signs.ts';

/** What a judge is made of besides the request. */
export interface JudgeSource {
  readonly recipe: Recipe;
  /** Hash of the simulator's seed, the model and the prompt: equal requests get equal judgements. */
  readonly seed: number;
  readonly profile: Pick<Profile, 'judgeSensitivity' | 'judgeSpecificity'>;
  /** Whether its quotes are to stand nowhere. */
  readonly isInventing: boolean;
}

/** What the simulated judge says of one pattern. */
interface Opinion {
  readonly isShown: boolean;
  readonly quotes: readonly Quote[];
  /** Whether it bears the marks of the pattern and is said not to show it. */
  readonly isSuperficial: boolean;
}

/**
 * Judges as a model would that errs with a known rate. What is true it finds out by the signs that the writer leaves,
 * from the text alone; then it says the opposite in so many cases as the profile sets, drawn from the request. Its
 * quotes are verbatim, also where it errs.
 */
export const writeJudgement = (judging: Judging, source: JudgeSource): unknown => {
  const look = judging.isSecondLook ? 'second' : 'first';
  if (judging.mode === 'detect') {
    return {
      look,
      findings: judging.patterns.map((pattern) => {
        const { isShown, quotes } = opine(pattern, judging, source);
        return { pattern, evidence: quotes.slice(0, 3), why: isShown ? FOUND : NOT_FOUND, present: isShown };
      }),
    };
  }
  const [pattern = ''] = judging.patterns;
  const { isShown, quotes, isSuperficial } = opine(pattern, judging, source);
  const items = judging.items.length > 0 ? judging.items : ['is-done'];
  return {
    look,
    evidence: isShown ? spread(quotes, items) : [],
    items: items.map((id) => ({ id, why: isShown ? FOUND : NOT_FOUND, met: isShown })),
    disqualifiers: judging.disqualifiers.map((id) => ({ id, quote: '', present: false })),
    superficial: isSuperficial,
    reasoning: SIMULATED,
    verdict: isShown ? 'demonstrated' : 'not_demonstrated',
  };
};

const FOUND = 'The quoted passage shows it.';
const NOT_FOUND = 'No passage shows it.';
const SIMULATED = 'Judged by the simulator, which goes by signs in the text; no model has read it.';

const opine = (pattern: string, { messages }: Judging, source: JudgeSource): Opinion => {
  const { recipe, profile, seed } = source;
  const notes = findSpokenNotes(recipe, messages);
  const evidence = findEvidence(messages, findSignsOf(pattern, recipe.patterns), notes);
  const isTrue = evidence.length > 0;
  const isRight =
    makeRandom(seed, `judge/${pattern}`).fraction() <
    (isTrue ? profile.judgeSensitivity : profile.judgeSpecificity);
  const isShown = isTrue === isRight;
  const quotes = !isShown ? [] : isTrue ? evidence : findPretext(messages, 4);
  return {
    isShown,
    quotes: source.isInventing ? quotes.map(({ turn }) => ({ turn, quote: INVENTED })) : quotes,
    isSuperficial: !isShown && hasMarks(messages, pattern, recipe.patterns),
  };
};

/** In no conversation, whatever its topic. */
const INVENTED = 'The quick brown fox jumps over the lazy dog, and nothing else is quoted here.';

/** Every question with a quote, and every quote with a question. */
const spread = (quotes: readonly Quote[], items: readonly string[]): object[] =>
  Array.from({ length: quotes.length === 0 ? 0 : Math.max(quotes.length, items.length) }, (_, place) => {
    const { turn, quote } = quotes[place % quotes.length] ?? { turn: 0, quote: '' };
    return { item_id: items[place % items.length] ?? '', turn, quote };
  });
