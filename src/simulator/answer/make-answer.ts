import { makeRandom } from '../../base/index.ts';
import type { FaultKind } from '../faults/fault.ts';
import { countTokens, cutToTokens } from '../limits/count-tokens.ts';
import type { Answer, Ask, Ending, Stamp } from '../wires/ask.ts';
import { toOtherModel, toSnapshot } from '../wires/models.ts';
import { composeText, type TextSource } from './compose-text.ts';

/** What the prompt costs. */
export interface PromptBill {
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly cacheWriteTokens: number;
}

/**
 * Makes the whole answer to a request: its text, cut where the room for it ends, and what it costs. Hidden thinking
 * is charged first, so that a limit that is too small for it leaves no text at all.
 */
export const makeAnswer = (ask: Ask, source: TextSource, bill: PromptBill, stamp: Stamp): Answer => {
  const { fault } = source;
  const withheld = fault === undefined ? undefined : WITHHELD.get(fault);
  const whole = withheld === undefined && fault !== 'empty' ? composeText(ask, source) : '';
  const room = ask.maxTokens ?? Number.POSITIVE_INFINITY;
  const thinkingTokens = Math.min(room, drawThinking(ask, source.seed));
  const fitting = Math.min(countTokens(whole), room - thinkingTokens);
  const shown = fault === 'truncated' ? Math.floor(fitting / 2) : fitting;
  const text = cutToTokens(whole, shown);
  const outputTokens = withheld === undefined ? countTokens(text) : WITHHELD_TOKENS;
  return {
    text,
    ending: withheld ?? (text.length < whole.length ? 'cut-off' : 'done'),
    model:
      fault === 'wrong-model' ? toOtherModel(ask.provider, ask.model) : toSnapshot(ask.provider, ask.model),
    usage: { ...bill, outputTokens: outputTokens + thinkingTokens, thinkingTokens },
    form: ask.form,
    stamp,
  };
};

/** Endings that need no text of the writer's. */
const WITHHELD: ReadonlyMap<FaultKind, Ending> = new Map([
  ['refusal', 'refused'],
  ['safety-block', 'blocked'],
  ['recitation', 'recitation'],
]);

/** A refusal and a broken-off answer are billed too. */
const WITHHELD_TOKENS = 12;

const drawThinking = ({ thinking: { least, most } }: Ask, seed: number): number =>
  most === 0 ? 0 : least + makeRandom(seed, 'thinking').below(most - least + 1);
