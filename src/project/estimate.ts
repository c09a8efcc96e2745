import type { Conversation } from '../conversation/index.ts';
import { type Call, estimateInputTokens } from '../engine/index.ts';
import type { Assignment } from '../plan/index.ts';
import { estimateCost, type Model, type Provider } from '../providers/index.ts';
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
/** Tokens of one exchange with its JSON, as the lengths of the built-in recipe ask for it. */
const TOKENS_PER_EXCHANGE = 420;
/** Share of the room for thinking that a model uses on a task of this kind. */
const THINKING_SHARE = 0.4;
/** The range around the guess: terse answers to the full room for an answer. */
const LOW_SHARE = 0.6;

/** Estimates the cost of a plan, none of it answered yet. */
export const estimateCalls = (
  assignments: readonly Assignment[],
  makeCall: (assignment: Assignment) => Call<Conversation>,
  model: Model | undefined,
  provider: Pick<Provider, 'countWorstOutput'>,
): Estimate => {
  const calls = assignments.length;
  const step = Math.max(1, Math.floor(calls / SAMPLE));
  const requests = assignments.filter((_, index) => index % step === 0).map((each) => makeCall(each).request);
  const perCall = requests.reduce((sum, request) => sum + estimateInputTokens(request), 0) / requests.length;
  const [first] = requests;
  const worst = first ? provider.countWorstOutput(first) : 0;
  const room = first?.maxTokens ?? 0;
  const thinking = (worst - room) * THINKING_SHARE;
  const answers = assignments.reduce(
    (sum, each) => sum + Math.min(each.exchanges * TOKENS_PER_EXCHANGE, room),
    0,
  );
  const inputTokens = Math.round(perCall * calls);
  const price = (known: Model, output: number): number =>
    estimateCost(known, { inputTokens: perCall, outputTokens: output / calls }) * calls;
  const outputTokens = Math.round(answers + thinking * calls);
  return {
    calls,
    inputTokens,
    outputTokens,
    costUsd: isPriced(model)
      ? {
          low: price(model, outputTokens * LOW_SHARE),
          likely: price(model, outputTokens),
          high: price(model, worst * calls),
        }
      : undefined,
    prices: model && { asOf: model.asOf, source: model.source },
  };
};
