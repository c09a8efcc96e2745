import type { Clock, Random } from '../base/index.ts';
import type { Budget, Ledger } from '../engine/index.ts';
import type { Registration } from '../gate/index.ts';
import type { Plan } from '../plan/index.ts';
import type { Recipe } from '../recipe/index.ts';
import type { GenerateEvent } from './events.ts';
import type { GenerateOptions, GenerateSettings } from './settings.ts';

/** How a caller follows and stops the work. */
export interface GenerateControl {
  readonly onEvent?: (event: GenerateEvent) => void;
  /** Aborting it sends nothing new, and keeps what arrives within the grace time. */
  readonly signal?: AbortSignal;
  /** Aborting it drops what is under way, too. */
  readonly leaveNow?: AbortSignal;
  /** A file to append one line of JSON to for each event; relative to the project's folder. */
  readonly log?: string;
  readonly clock?: Clock;
}

/** What the runs of one command share. */
export interface SharedParts {
  readonly folder: string;
  readonly options: GenerateOptions;
  readonly settings: GenerateSettings;
  readonly recipe: Recipe;
  /** Relative to the folder; empty for the built-in recipe. */
  readonly recipePath: string;
  readonly plan: Plan;
  /** What a verdict on the conversations is to be held against, fixed before the first of them. */
  readonly registration: Registration;
  readonly ledger: Ledger;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly random: Random;
  readonly control: GenerateControl;
  /** Tells all who listen. */
  readonly tell: (event: GenerateEvent) => void;
}
