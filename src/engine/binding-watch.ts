import type { Clock } from '../base/index.ts';
import type { Binding } from './events.ts';

/** The shortest time between two words about what binds. */
const QUIET_MS = 1_000;

/** Tells when another limit binds than before, at most once a second, and late rather than never. */
export class BindingWatch {
  readonly #clock: Clock;
  readonly #describe: () => Binding;
  readonly #tell: (binding: Binding) => void;
  readonly #end = new AbortController();
  #toldMs = Number.NEGATIVE_INFINITY;
  #told: string | undefined;
  #isLooking = false;

  constructor(clock: Clock, describe: () => Binding, tell: (binding: Binding) => void) {
    this.#clock = clock;
    this.#describe = describe;
    this.#tell = tell;
  }

  /** Something happened that may have changed what binds. */
  look(): void {
    if (this.#isLooking || this.#end.signal.aborted) return;
    const waitMs = this.#toldMs + QUIET_MS - this.#clock.monotonicMs();
    if (waitMs <= 0) {
      this.#lookNow();
      return;
    }
    this.#isLooking = true;
    void this.#clock.sleep(waitMs, this.#end.signal).then(() => {
      this.#isLooking = false;
      if (!this.#end.signal.aborted) this.#lookNow();
    });
  }

  end(): void {
    this.#end.abort();
  }

  #lookNow(): void {
    this.#toldMs = this.#clock.monotonicMs();
    const binding = this.#describe();
    const what = toWhat(binding);
    if (what === this.#told) return;
    this.#told = what;
    this.#tell(binding);
  }
}

/** What binds, without the figures that always change. */
const toWhat = ({ kind, text, limit }: Binding): string =>
  kind === 'requests-per-minute' || kind === 'tokens-per-minute'
    ? `${kind} ${limit} ${text.split(',')[0]}`
    : kind;
