import { fail, HandClock, makeRandom, ok } from '../base/index.ts';
import type {
  Limits,
  Problem,
  ProblemKind,
  Provider,
  RawReply,
  Request,
  Sent,
  Usage,
} from '../providers/index.ts';
import { Budget } from './budget.ts';
import type { Call } from './call.ts';
import type { EngineEvent } from './events.ts';
import { type Ledger, openLedger } from './ledger/index.ts';
import type { Outcome } from './outcome.ts';
import { runCalls } from './run-calls.ts';
import type { RunOptions, RunState } from './run-state.ts';

/** What the fake provider does with one send. */
export interface Step {
  /** A text is an answer with that text; a kind is a problem. */
  readonly text?: string;
  readonly kind?: ProblemKind;
  readonly latencyMs?: number;
  readonly retryAfterMs?: number;
  readonly limits?: Limits;
  /** An answer that does not tell what it used. */
  readonly hasNoUsage?: true;
}

/** One send as the fake provider saw it. */
export interface SeenSend {
  /** The content of the last message. */
  readonly text: string;
  readonly request: Request;
  readonly atMs: number;
  /** How many sends of this text came before. */
  readonly before: number;
}

/** Problems that lie in the body of an answer; all others are failed sends. */
const IN_BODY: ReadonlySet<ProblemKind> = new Set([
  'refused',
  'blocked',
  'recitation',
  'cut-off',
  'empty',
  'not-json',
  'wrong-shape',
  'wrong-model',
]);
/** The price of the fake model: a dollar for a hundred output tokens, input is free. */
export const USD_PER_TOKEN = 0.01;
const USED_TOKENS = 50;

/** A provider that does what a script says, in the time of a hand clock. */
export class FakeProvider implements Provider {
  readonly name = 'openai';
  readonly baseUrl = 'http://127.0.0.1:1';
  readonly sends: SeenSend[] = [];
  readonly #clock: HandClock;
  readonly #script: (send: SeenSend) => Step;
  inFlight = 0;
  mostInFlight = 0;

  constructor(clock: HandClock, script: (send: SeenSend) => Step = ({ text }) => ({ text })) {
    this.#clock = clock;
    this.#script = script;
  }

  async send(request: Request, { signal }: { readonly signal: AbortSignal }): Promise<Sent> {
    const text = request.messages.at(-1)?.content ?? '';
    const before = this.sends.filter((send) => send.text === text).length;
    const send = { text, request, atMs: this.#clock.nowMs(), before };
    this.sends.push(send);
    this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
    const step = this.#script(send);
    await this.#clock.sleep(step.latencyMs ?? 100, signal);
    this.inFlight--;
    return signal.aborted ? toAborted(signal) : toSent(step);
  }

  countWorstOutput({ maxTokens }: Request): number {
    return maxTokens;
  }

  read({ body }: RawReply) {
    const { text, kind, usage } = JSON.parse(body) as { text?: string; kind?: ProblemKind; usage?: Usage };
    if (kind !== undefined) {
      const problem: Problem = { kind, message: `It was ${kind}.`, ...(usage && { usage }) };
      return { kind: 'problem', problem } as const;
    }
    return { kind: 'reply', reply: { text: text ?? '', model: 'm', usage: usage ?? makeUsage() } } as const;
  }
}

const makeUsage = (): Usage => ({
  inputTokens: 10,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: USED_TOKENS,
  thinkingTokens: 0,
});

const toAborted = (signal: AbortSignal): Sent => {
  const isLate = signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError';
  return {
    kind: 'failed',
    problem: { kind: isLate ? 'timed-out' : 'interrupted', message: 'x' },
    limits: {},
  };
};

const toSent = ({ text, kind, retryAfterMs, limits = {}, hasNoUsage }: Step): Sent => {
  if (kind !== undefined && !IN_BODY.has(kind)) {
    const problem: Problem = {
      kind,
      message: `It was ${kind}.`,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
    return { kind: 'failed', problem, limits };
  }
  const body = JSON.stringify({ text, kind, ...(hasNoUsage ? {} : { usage: makeUsage() }) });
  return { kind: 'answered', raw: { status: 200, body }, limits };
};

/** A call whose answer is what was asked; it takes everything but the text "bad". */
export const makeCall = (id: string, changes: Partial<Call<string>> = {}): Call<string> => ({
  id,
  request: {
    model: 'm',
    system: '',
    messages: [{ role: 'user', content: id }],
    temperature: 0,
    maxTokens: 100,
  },
  accept: ({ text }) =>
    text === 'bad' ? fail({ kind: 'wrong-shape' as const, message: 'It was bad.' }) : ok(text),
  revise: (request, { kind }) =>
    kind === 'cut-off'
      ? { ...request, maxTokens: request.maxTokens * 2 }
      : { ...request, messages: [{ role: 'user', content: `${request.messages[0]?.content}!` }] },
  ...changes,
});

export const makeCalls = (count: number): Call<string>[] =>
  Array.from({ length: count }, (_, index) => makeCall(`call ${index}`));

export interface RigOptions extends Partial<RunOptions> {
  readonly script?: (send: SeenSend) => Step;
  readonly concurrency?: number;
  readonly capUsd?: number;
}

/** A run over a fake provider and a hand clock, with all that it emits and yields. */
export interface Rig {
  readonly clock: HandClock;
  readonly provider: FakeProvider;
  readonly ledger: Ledger;
  readonly budget: Budget;
  readonly events: EngineEvent[];
  readonly interrupt: AbortController;
  readonly leaveNow: AbortController;
  readonly outcomes: Outcome<string>[];
  readonly state: RunState;
  /** Settles when the iteration has ended. */
  readonly ended: Promise<void>;
  /** Winds the clock until the run has ended, a simulated day at most. */
  finish(): Promise<void>;
}

export const startRun = (calls: Iterable<Call<string>>, options: RigOptions = {}): Rig => {
  const clock = (options.clock as HandClock | undefined) ?? new HandClock(1_000_000);
  const provider = new FakeProvider(clock, options.script);
  const ledger = options.ledger ?? openLedger(':memory:', { clock });
  const budget = options.budget ?? new Budget(options.capUsd ?? Number.POSITIVE_INFINITY);
  const [interrupt, leaveNow] = [new AbortController(), new AbortController()];
  const events: EngineEvent[] = [];
  const outcomes: Outcome<string>[] = [];
  const { outcomes: source, state } = runCalls(calls, {
    provider,
    model: 'm',
    ledger,
    clock,
    random: makeRandom(1, 'run'),
    ceilings: { concurrency: options.concurrency ?? 4 },
    maxAttempts: 3,
    budget,
    priceUsage: ({ outputTokens }) => outputTokens * USD_PER_TOKEN,
    boundCost: ({ outputTokens }) => outputTokens * USD_PER_TOKEN,
    graceMs: 5_000,
    signal: interrupt.signal,
    leaveNow: leaveNow.signal,
    ...options,
    emit: (event) => {
      events.push(event);
      options.emit?.(event);
    },
  });
  const ended = (async () => {
    for await (const outcome of source) outcomes.push(outcome);
  })();
  const finish = async (): Promise<void> => {
    await windUntil(clock, ended);
    // The ledger writes behind that nobody awaits: verdicts and what is given back.
    await clock.wind(10);
  };
  return { clock, provider, ledger, budget, events, interrupt, leaveNow, outcomes, state, ended, finish };
};

/** Winds a clock until a promise settles, a simulated day at most. */
export const windUntil = async <Value>(clock: HandClock, promise: Promise<Value>): Promise<Value> => {
  let isSettled = false;
  const settled = promise.finally(() => {
    isSettled = true;
  });
  settled.catch(() => undefined);
  await clock.wind(0);
  for (let minutes = 0; !isSettled && minutes < 24 * 60; minutes++) {
    for (let second = 0; !isSettled && second < 60; second++) await clock.wind(1_000);
  }
  if (!isSettled) throw new Error('It did not end within a day.');
  return settled;
};

/** The texts of outcomes by the id of their call, for comparison. */
export const toSummary = (outcomes: readonly Outcome<string>[]): Record<string, string> =>
  Object.fromEntries(
    outcomes
      .map((outcome) => [outcome.call.id, outcome.kind === 'accepted' ? outcome.value : outcome.problem.kind])
      .sort(),
  );
