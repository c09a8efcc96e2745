import type { ProviderName } from '../providers/index.ts';

/** What the writer is asked for: the meaning of one prompt, without its words. */
export interface WritingOrder {
  /** Hash of the simulator's seed, the request's text and its model: equal requests give equal conversations. */
  readonly seed: number;
  /** The wire on which it was asked. */
  readonly provider: ProviderName;
  /** The topic's title as the recipe writes it, or as the prompt writes it when the recipe has no such topic. */
  readonly topic: string | undefined;
  /** Names of patterns: as the recipe writes them where it has them. May be empty. */
  readonly patterns: readonly string[];
  /** How many user turns, each with its answer. At least 1. */
  readonly exchanges: number;
  /** The id of the recipe's choice (`newcomer`) where the prompt has its text, else the prompt's own words; empty without. */
  readonly level: string;
  /** As `level`: `terse`, `worried`, … */
  readonly tone: string;
  /** As `level`, from the recipe's situations: `debugging`, `design`, … */
  readonly occasion: string;
}
