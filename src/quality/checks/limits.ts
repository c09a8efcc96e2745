/**
 * Every threshold of the checks.
 *
 * Where no other source is named, a figure was set against real conversations: the share of answers in MultiChallenge,
 * MT-Bench-101, WildBench, tau-bench, aider's chat history and LLaMA-Factory's preference demo on which the rule fires.
 */
export const LIMITS = {
  /** An answer of fewer words teaches nothing of a way of working. */
  fewestWords: 40,
  /** A question of at most so many words may be answered shortly: contrast against patterns applied everywhere. */
  shortQuestionWords: 12,
  /** And so many words such a short answer still has. */
  shortAnswerWords: 10,
  /** Broken code fails a conversation where more than this share of the block cannot be read … */
  brokenShare: 0.05,
  /** … and the block has more lines than this: shorter ones are often excerpts. */
  brokenLines: 8,
  /** Longer blocks are not parsed: no answer of the usual 3,000 tokens holds one, and broken text of that size takes seconds. */
  longestCode: 12_000,
  /** Longer blocks are not taken for a fragment of something larger. */
  longestFragment: 4000,
  /** A refusal stands at the beginning; later on the same words have other meanings. */
  refusalChars: 200,
  /** A turn of at most so many words with a refusal in it is nothing but a refusal. */
  refusalWords: 80,
  /** A stock closing stands in the last of so many characters. */
  closerChars: 220,
  /**
   * Share of characters in 5-grams that came before: Rae et al. 2021 ("Gopher"), table A1, remove a document above 0.15.
   * On prose without code real answers pass it in 0.4 to 12 %, so it warns there.
   */
  repetitionWarn: 0.15,
  /** No real answer but loops of a model come near this. */
  repetitionFail: 0.4,
  /** Shares of fewer words mean nothing. */
  repetitionWords: 50,
  /** Share of an answer's 5-grams that stood in the answer before it. */
  echoShare: 0.6,
  /** The fewest 5-grams of which a share is told. */
  echoGrams: 20,
  /** franc's trigrams are unreliable on less text. */
  languageChars: 200,
  /** Learners seldom write more than this without code. */
  userWords: 120,
  /** Share of answers of one provider that may begin or end with a stock phrase. */
  stockPhraseRate: 0.05,
  /** Share of answers with a worn-out word: 0 to 32 % in technical sets, 58 to 83 % in fiction. */
  slopRate: 0.32,
  /** Share of answers with "not X but Y": 0.6 to 3 % in technical sets, 28 to 42 % in fiction. */
  notButRate: 0.03,
  /** Share of answers that may announce a pattern by its name. */
  patternNameRate: 0.05,
  /** Share of blocks of code that are to parse; in real answers 95.3 % do. */
  cleanCodeRate: 0.95,
  /** Below so many blocks or answers a share is not told. */
  fewestForRate: 20,
} as const;
