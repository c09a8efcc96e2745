import type { Delivery } from './delivery.ts';
import type { FaultKind } from './faults/fault.ts';
import type { Granted } from './limits/limiter.ts';

/** What the simulator has seen since it was started or reset. */
export interface SimulatorStats {
  /** Requests for an answer, whatever became of them. */
  readonly requests: number;
  /** Replies with status 200 that were handed over to the end. */
  readonly answered: number;
  /** Replies handed over, by status. */
  readonly byStatus: Readonly<Record<string, number>>;
  /** Replies with status 429, whether by a limit, a fault or an empty account. */
  readonly tooMany: number;
  /** Faults that came true. */
  readonly byFault: Readonly<Partial<Record<FaultKind, number>>>;
  /** Tokens billed for answers handed over. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Different requests: same wire, model and body are one. */
  readonly distinct: number;
  /** Good answers beyond the first to one and the same request: what was paid twice. */
  readonly duplicates: number;
  /** Clients that left before their answer came. */
  readonly abandoned: number;
  readonly open: number;
  readonly mostOpen: number;
  /** What the limits let in, for each model. */
  readonly granted: readonly Granted[];
}

/** Counts what happens. */
export class Counter {
  #requests = 0;
  #open = 0;
  #mostOpen = 0;
  #abandoned = 0;
  #inputTokens = 0;
  #outputTokens = 0;
  readonly #byStatus = new Map<number, number>();
  readonly #byFault = new Map<FaultKind, number>();
  /** How often each request got a good answer; 0 for one that was only seen. */
  readonly #goodAnswers = new Map<string, number>();

  /** Counts a request and gives its number, from 1. */
  countRequest(identity: string): number {
    if (!this.#goodAnswers.has(identity)) this.#goodAnswers.set(identity, 0);
    return ++this.#requests;
  }

  countOpened(): void {
    this.#open++;
    this.#mostOpen = Math.max(this.#mostOpen, this.#open);
  }

  countClosed(): void {
    this.#open--;
  }

  countAbandoned(): void {
    this.#abandoned++;
  }

  countFault(kind: FaultKind): void {
    this.#byFault.set(kind, (this.#byFault.get(kind) ?? 0) + 1);
  }

  /** Counts a reply that was handed over to the end. */
  countDelivered({ status, usage, identity, isGood }: Delivery): void {
    this.#byStatus.set(status, (this.#byStatus.get(status) ?? 0) + 1);
    this.#inputTokens += usage?.inputTokens ?? 0;
    this.#outputTokens += usage?.outputTokens ?? 0;
    if (isGood) this.#goodAnswers.set(identity, (this.#goodAnswers.get(identity) ?? 0) + 1);
  }

  read(granted: readonly Granted[]): SimulatorStats {
    let duplicates = 0;
    for (const times of this.#goodAnswers.values()) duplicates += Math.max(0, times - 1);
    return {
      requests: this.#requests,
      answered: this.#byStatus.get(200) ?? 0,
      byStatus: Object.fromEntries(this.#byStatus),
      tooMany: this.#byStatus.get(429) ?? 0,
      byFault: Object.fromEntries(this.#byFault),
      inputTokens: this.#inputTokens,
      outputTokens: this.#outputTokens,
      distinct: this.#goodAnswers.size,
      duplicates,
      abandoned: this.#abandoned,
      open: this.#open,
      mostOpen: this.#mostOpen,
      granted,
    };
  }

  /** Forgets all but the requests that are still open. */
  reset(): void {
    this.#requests = 0;
    this.#mostOpen = this.#open;
    this.#abandoned = 0;
    this.#inputTokens = 0;
    this.#outputTokens = 0;
    this.#byStatus.clear();
    this.#byFault.clear();
    this.#goodAnswers.clear();
  }
}
