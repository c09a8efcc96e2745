import type { Design } from '../plan/index.ts';
import type { ProviderName } from '../providers/index.ts';

/** What the ledger remembers of a run: enough to make its plan and its calls again. */
export interface RunSettings {
  readonly command: 'generate';
  readonly provider: ProviderName;
  readonly model: string;
  readonly baseUrl: string;
  readonly isSimulated: boolean;
  readonly count: number;
  readonly seed: number;
  readonly design: Design;
  readonly temperature: number;
  readonly maxTokens: number;
  /** Relative to the project's folder. */
  readonly file: string;
  /** Relative to the project's folder; empty for the built-in recipe. */
  readonly recipe: string;
  readonly recipeHash: string;
  /** Absent in a run without it. */
  readonly untilAccepted?: true;
}
