import { type Call, estimateInputTokens } from '../../engine/index.ts';
import { hasPrice, type Model, priceUsage } from '../../providers/index.ts';
import type { JudgingTask } from './plan-judging.ts';

/** What the judgements of one judge will likely take. */
export interface JudgingEstimate {
  readonly calls: number;
  readonly inputTokens: number;
  /** Hidden thinking included. */
  readonly outputTokens: number;
  /** US dollars; undefined when the model has no known price. */
  readonly costUsd: { readonly low: number; readonly likely: number; readonly high: number } | undefined;
}

/** How many prompts are made to measure their length. */
const SAMPLE = 20;
/** A card of eight questions: a quote of 30 tokens and a reason of 25 for each, with their JSON, and the reasoning. */
const ANSWER_TOKENS = 750;
/** OpenAI bills a start of a prompt as cached from this length on (prompt caching guide, 2026); others are no lower. */
const LEAST_CACHED_TOKENS = 1_024;

/** Prompts against the guess, share of the room for thoughts that is used, answer against the guess. */
const CASES = {
  low: { input: 0.85, thinking: 0.1, answer: 0.6, isCached: true },
  likely: { input: 1, thinking: 0.4, answer: 1, isCached: false },
  high: { input: 1.3, thinking: 1, answer: 2, isCached: false },
} as const;

/**
 * Estimates the judgements of one model, none of them made yet. At best all questions about one conversation but the
 * first find its text in the provider's cache. Answers that have to be asked for again are not counted.
 *
 * @param countWorstOutput - As of the provider: the most output that a request can be billed for.
 */
export const estimateJudging = <Value>(
  tasks: readonly JudgingTask[],
  makeCall: (task: JudgingTask) => Call<Value>,
  model: Model | undefined,
  countWorstOutput: (request: Call<Value>['request']) => number,
): JudgingEstimate => {
  const calls = tasks.length;
  const step = Math.max(1, Math.floor(calls / SAMPLE));
  const requests = tasks.filter((_, index) => index % step === 0).map((task) => makeCall(task).request);
  const [first] = requests;
  if (first === undefined) return { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: undefined };
  const input = requests.reduce((sum, request) => sum + estimateInputTokens(request), 0) / requests.length;
  const shared = requests.reduce((sum, request) => sum + countShared(request), 0) / requests.length;
  const room = Math.max(0, countWorstOutput(first) - first.maxTokens);
  const repeats = 1 - new Set(tasks.map(({ subject }) => subject)).size / calls;
  const toUsage = (name: keyof typeof CASES): Parameters<typeof priceUsage>[1] => {
    const { thinking, answer, isCached, ...each } = CASES[name];
    const isKept = isCached && shared >= LEAST_CACHED_TOKENS && model?.provider !== 'anthropic';
    return {
      inputTokens: input * each.input * (isCached ? 1 : (model?.tokenFactor ?? 1)),
      cachedInputTokens: isKept ? shared * each.input * repeats : 0,
      cacheWriteTokens: 0,
      outputTokens: Math.min(ANSWER_TOKENS * answer, first.maxTokens) + room * thinking,
      thinkingTokens: room * thinking,
    };
  };
  const toUsd = (name: keyof typeof CASES): number => (model ? priceUsage(model, toUsage(name)) * calls : 0);
  const likely = toUsage('likely');
  return {
    calls,
    inputTokens: Math.round(likely.inputTokens * calls),
    outputTokens: Math.round(likely.outputTokens * calls),
    costUsd:
      model !== undefined && hasPrice(model)
        ? { low: toUsd('low'), likely: toUsd('likely'), high: toUsd('high') }
        : undefined,
  };
};

/** Tokens of what questions about one conversation have in common: the system prompt and the conversation. */
const countShared = (request: Call<unknown>['request']): number => {
  const prompt = request.messages[0]?.content ?? '';
  const end = prompt.indexOf('</conversation>');
  const { schema: _, ...bare } = request;
  return estimateInputTokens({
    ...bare,
    messages: [{ role: 'user', content: prompt.slice(0, Math.max(0, end)) }],
  });
};
