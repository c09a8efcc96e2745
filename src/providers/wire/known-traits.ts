import type { Request } from '../contract.ts';
import type { Traits } from '../models/model.ts';
import type { ProviderName } from '../provider-name.ts';
import { concede } from './concede.ts';

/** A parameter that a server refused, so that a model is asked without it from then on. */
export interface Adjustment {
  readonly model: string;
  /** One sentence for people, without a full stop. */
  readonly change: string;
}

/** What is known of each model that one server is asked for: by data or by guess, then by what it refuses. */
export class KnownTraits {
  readonly #provider: ProviderName;
  readonly #settle: (id: string) => Traits;
  readonly #onAdjusted: (adjustment: Adjustment) => void;
  readonly #known = new Map<string, Traits>();
  /** Changes that were made already: none is made twice, so that no two refusals send each other round. */
  readonly #made = new Set<string>();

  constructor(
    provider: ProviderName,
    settle: (id: string) => Traits,
    onAdjusted: (adjustment: Adjustment) => void = () => undefined,
  ) {
    this.#provider = provider;
    this.#settle = settle;
    this.#onAdjusted = onAdjusted;
  }

  of(model: string): Traits {
    const known = this.#known.get(model) ?? this.#settle(model);
    this.#known.set(model, known);
    return known;
  }

  /** Learns from a refusal of what was sent with `traits`. False when there is no other way to ask. */
  learn(request: Request, traits: Traits, said: string): boolean {
    const { model, schema } = request;
    // Of many requests under way at once the first refusal changes the way; the others follow.
    if (this.of(model) !== traits) return true;
    const refused = { provider: this.#provider, traits, hasSchema: schema !== undefined, said };
    const concession = concede(refused);
    if (concession === undefined || this.#made.has(`${model}\n${concession.change}`)) return false;
    this.#made.add(`${model}\n${concession.change}`);
    this.#known.set(model, concession.traits);
    this.#onAdjusted({ model, change: concession.change });
    return true;
  }
}
