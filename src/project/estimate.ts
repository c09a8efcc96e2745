import type { Conversation } from '../conversation/index.ts';
import { type Call, estimateInputTokens } from '../engine/index.ts';
import type { Assignment } from '../plan/index.ts';
import { type Model, type Provider, priceUsage, type Usage } from '../providers/index.ts';
import { isPriced } from './models.ts';

/** What a plan will likely take. A guess before anything is sent; a run corrects it by what answers really use. */
export interface Estimate {
  readonly calls: number;
  readonly inputTokens: number;
  /** Tokens of the answers, hidden thinking included. */
  readonly outputTokens: number;
  /** US dollars; undefined when the model has no known price. */
  readonly costUsd: { readonly low: number; readonly likely: number; readonly high: number } | undefined;
  /** When the prices were read where. */
  readonly prices: { readonly asOf: string; readonly source: string } | undefined;
}

/** How many prompts are made to measure their length; they differ little. */
const SAMPLE = 20;
/**
 * Tokens of one exchange with its JSON and its share of the notes. The lengths of the built-in recipe ask for 113, 210
 * and 325 words an exchange, 216 on average; 1.4 tokens a word, and 130 of notes for each conversation.
 */
const TOKENS_PER_EXCHANGE = 335;
/** OpenAI bills a start of a prompt as cached from this length on (prompt caching guide, 2026); others are no lower. */
const LEAST_CACHED_TOKENS = 1_024;

/** One end of the range, or its middle. */
interface Case {
  /** Tokens of a prompt, as a share of the guess of four characters each. */
  readonly input: number;
  /**
   * Whether all is well: the system prompt is billed as cached, which OpenAI and Gemini do unasked, and the model makes
   * no more tokens of a text than others do.
   */
  readonly isLucky: boolean;
  /** Tokens of an answer, as a share of the guess; the whole room when it is left out. */
  readonly answer?: number;
  /** Share of the room for thinking that is used. */
  readonly thinking: number;
}

/**
 * From terse answers, little thought and a warm cache to answers and thoughts that fill all of their room, with a
 * tokenizer that fits the text badly. None counts answers that have to be asked for again.
 */
const CASES: Readonly<Record<'low' | 'likely' | 'high', Case>> = {
  low: { input: 0.85, isLucky: true, answer: 0.5, thinking: 0.1 },
  likely: { input: 1, isLucky: false, answer: 1, thinking: 0.4 },
  high: { input: 1.3, isLucky: false, thinking: 1 },
};

/** Tokens of one typical call, before a case is made of them. */
interface Typical {
  readonly input: number;
  readonly system: number;
  readonly answer: number;
  readonly room: number;
  readonly thinking: number;
}

const NOTHING: Typical = { input: 0, system: 0, answer: 0, room: 0, thinking: 0 };

/** Estimates the cost of a plan, none of it answered yet. */
export const estimateCalls = (
  assignments: readonly Assignment[],
  makeCall: (assignment: Assignment) => Call<Conversation>,
  model: Model | undefined,
  provider: Pick<Provider, 'countWorstOutput'>,
): Estimate => {
  const calls = assignments.length;
  const typical = measure(assignments, makeCall, provider);
  const toUsd = (name: keyof typeof CASES): number =>
    isPriced(model) ? priceUsage(model, toUsage(typical, CASES[name], model)) * calls : 0;
  const { inputTokens, outputTokens } = toUsage(typical, CASES.likely, model);
  return {
    calls,
    inputTokens: Math.round(inputTokens * calls),
    outputTokens: Math.round(outputTokens * calls),
    costUsd: isPriced(model)
      ? { low: toUsd('low'), likely: toUsd('likely'), high: toUsd('high') }
      : undefined,
    prices: model && { asOf: model.asOf, source: model.source },
  };
};

/** Makes a few calls to see how long their prompts are, and counts the exchanges of all. */
const measure = (
  assignments: readonly Assignment[],
  makeCall: (assignment: Assignment) => Call<Conversation>,
  provider: Pick<Provider, 'countWorstOutput'>,
): Typical => {
  const step = Math.max(1, Math.floor(assignments.length / SAMPLE));
  const requests = assignments.filter((_, index) => index % step === 0).map((each) => makeCall(each).request);
  const [first] = requests;
  if (first === undefined) return NOTHING;
  const worst = provider.countWorstOutput(first);
  const room = Math.min(first.maxTokens, worst);
  const answers = assignments.reduce(
    (sum, { exchanges }) => sum + Math.min(exchanges * TOKENS_PER_EXCHANGE, room),
    0,
  );
  return {
    input: requests.reduce((sum, request) => sum + estimateInputTokens(request), 0) / requests.length,
    system: estimateInputTokens({ ...first, messages: [], schema: { name: '', schema: {} } }),
    answer: answers / assignments.length,
    room,
    thinking: worst - room,
  };
};

const toUsage = (typical: Typical, each: Case, model: Model | undefined): Usage => {
  const factor = each.isLucky ? 1 : (model?.tokenFactor ?? 1);
  const inputTokens = typical.input * each.input * factor;
  const { room } = typical;
  const answer = each.answer === undefined ? room : Math.min(typical.answer * each.answer * factor, room);
  const isLong = typical.system >= LEAST_CACHED_TOKENS;
  const isCached = each.isLucky && isLong && model?.provider !== 'anthropic';
  // OpenAI writes to its cache unasked, and bills that dearer than plain input on newer models.
  const isWritten = !each.isLucky && model?.provider === 'openai';
  return {
    inputTokens,
    cachedInputTokens: isCached ? typical.system * each.input : 0,
    cacheWriteTokens: isWritten ? inputTokens : 0,
    outputTokens: answer + typical.thinking * each.thinking,
    thinkingTokens: typical.thinking * each.thinking,
  };
};
