import type { Binding } from '../engine/index.ts';

/** What held a run back, and for which share of its time. */
export interface LimitShare {
  /** A phrase for people, such as "tokens per minute of gpt-4o (450 k)". */
  readonly what: string;
  /** 0 to 1. */
  readonly share: number;
}

/** Adds up for how long each limit was the one that held a run back. */
export class LimitShares {
  readonly #model: string;
  readonly #spentMs = new Map<string, { what: string; ms: number }>();
  #last: { readonly binding: Binding; readonly atMs: number } | undefined;

  /** @param model - As messages name it. */
  constructor(model: string) {
    this.#model = model;
  }

  /** From now on this is what limits; undefined when nothing does, because nothing is asked for. */
  note(binding: Binding | undefined, nowMs: number): void {
    if (this.#last) this.#add(this.#last.binding, nowMs - this.#last.atMs);
    this.#last = binding && { binding, atMs: nowMs };
  }

  /** The largest share first; empty when nothing was asked for. */
  list(): LimitShare[] {
    const all = [...this.#spentMs.values()].filter(({ ms }) => ms > 0);
    const totalMs = all.reduce((sum, { ms }) => sum + ms, 0);
    return all.map(({ what, ms }) => ({ what, share: ms / totalMs })).sort((a, b) => b.share - a.share);
  }

  #add(binding: Binding, ms: number): void {
    const name = this.#toName(binding);
    const limit = binding.limit !== undefined && isPerMinute(binding) ? ` (${toShort(binding.limit)})` : '';
    const known = this.#spentMs.get(name);
    this.#spentMs.set(name, { what: name + limit, ms: (known?.ms ?? 0) + ms });
  }

  /** Without the figures of the moment. */
  #toName({ kind, text }: Binding): string {
    const model = this.#model;
    if (kind === 'provider-pause') return `pauses that ${model} asked for`;
    if (kind === 'slowed-down') return `fewer calls at once, as ${model} asked for less`;
    if (kind === 'learnt-rate') return `the learnt rate of ${model}`;
    if (kind === 'breaker') return `${model} refusing nearly every request`;
    if (kind === 'budget') return 'the budget';
    if (kind === 'ledger') return 'the ledger, which could not be written';
    return text.split(',')[0]?.replace(/ \([^)]*\)$/, '') ?? text;
  }
}

const isPerMinute = ({ kind }: Binding): boolean =>
  kind === 'requests-per-minute' || kind === 'tokens-per-minute';

/** `450 k` for 450,000. */
const toShort = (value: number): string =>
  value >= 1e6
    ? `${+(value / 1e6).toFixed(1)} M`
    : value >= 1e4
      ? `${Math.round(value / 1e3)} k`
      : String(Math.round(value));
