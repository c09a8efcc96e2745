import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Limits, Problem, ProblemKind, Provider, Reading, Request, Sent, Usage } from '../contract.ts';
import { openProvider } from '../open.ts';
import type { ProviderName } from '../provider-name.ts';
import { startWireServer, type WireServer } from '../wire-server.contract.ts';

/** A recorded exchange, and what has to come of it. */
export interface Fixture {
  readonly what: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly request?: Partial<Request>;
  readonly expect: {
    readonly text?: string;
    readonly model?: string;
    readonly usage?: Usage;
    readonly limits?: Limits;
    readonly requestId?: string;
    readonly problem?: Partial<Problem>;
    readonly absentInProblem?: readonly string[];
    /** The whole message, a part of it, and what it must not hold. */
    readonly message?: string;
    readonly says?: string;
    readonly silentAbout?: readonly string[];
    /** Fields of the body that was sent, and fields that must not be in it. */
    readonly sent?: Readonly<Record<string, unknown>>;
    readonly absent?: readonly string[];
  };
}

/** The fields in which the three wires hold the limit of the answer. */
interface SentBody {
  readonly max_tokens?: number;
  readonly generationConfig?: { readonly maxOutputTokens?: number };
}

/** What a wire looks like from the server's side. */
export interface WireFacts {
  readonly name: ProviderName;
  readonly model: string;
  /** What follows the server's own URL in a base URL. */
  readonly basePath: string;
  readonly path: string;
  /** All headers beyond those of every HTTP request. `KEY` stands for the key. */
  readonly headers: Readonly<Record<string, string>>;
  /** Where the body says how long the answer may be. */
  readonly limitField: (body: SentBody) => unknown;
  /** The body of a talk of three messages, `one`, `two` and `three`. */
  readonly talk: Readonly<Record<string, unknown>>;
  /** How servers refuse a parameter, and what is changed then. */
  readonly refusals: ReadonlyArray<{
    /** The field of the body, or of its `generationConfig`, that must not come again. */
    readonly field: string;
    readonly said: unknown;
    readonly status?: number;
    readonly model?: string;
    readonly change: string;
  }>;
  /** Variables that the SDK reads from the environment. */
  readonly environment: Readonly<Record<string, string>>;
}

export const KEY = 'test-key-4711';
export const SECRET = 'A prompt that nobody but the provider may ever get to see.';

const loadFixtures = (name: string): Array<[what: string, fixture: Fixture]> => {
  const folder = new URL(`../fixtures/${name}/`, import.meta.url);
  return readdirSync(folder)
    .toSorted()
    .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Fixture)
    .map((fixture) => [fixture.what, fixture]);
};

const neverAborted = new AbortController().signal;

/** A provider at a server on the loopback, and its recorded exchanges. */
export class Rig {
  readonly facts: WireFacts;
  readonly fixtures: Array<[what: string, fixture: Fixture]>;
  /** An exchange that ends well. */
  readonly good: Fixture;
  server!: WireServer;
  provider!: Provider;

  constructor(facts: WireFacts) {
    this.facts = facts;
    this.fixtures = loadFixtures(facts.name);
    const whole = this.fixtures.find(
      ([, { expect: due }]) => due.text !== undefined && due.limits !== undefined,
    );
    this.good = (whole ?? this.fixtures.find(([what]) => what.startsWith('an answer'))!)[1];
    beforeAll(async () => {
      this.server = await startWireServer();
      this.provider = openProvider(facts.name, {
        apiKey: KEY,
        baseUrl: `${this.server.url}${facts.basePath}/`,
      });
    });
    afterEach(() => {
      this.server.arrivals.length = 0;
    });
    afterAll(() => this.server[Symbol.asyncDispose]());
  }

  makeRequest(changes: Partial<Request> = {}): Request {
    return {
      model: this.facts.model,
      system: 'You are a mentor.',
      messages: [{ role: 'user', content: SECRET }],
      temperature: 0.8,
      maxTokens: 100,
      ...changes,
    };
  }

  send(request: Request = this.makeRequest(), signal: AbortSignal = neverAborted): Promise<Sent> {
    return this.provider.send(request, { signal });
  }

  async meet(request: Request = this.makeRequest()): Promise<Reading | Extract<Sent, { kind: 'failed' }>> {
    const sent = await this.send(request);
    return sent.kind === 'answered' ? this.provider.read(sent.raw, request) : sent;
  }

  async meetKind(): Promise<ProblemKind | undefined> {
    const met = await this.meet();
    return met.kind === 'reply' ? undefined : met.problem.kind;
  }
}
