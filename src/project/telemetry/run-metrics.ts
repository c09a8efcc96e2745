import type { Attributes, Counter, Histogram } from '@opentelemetry/api';
import type { EngineEvent } from '../../engine/index.ts';
import type { StartedRun } from '../events.ts';
import { DURATION_BUCKETS, TOKEN_BUCKETS, toCommonAttributes } from './gen-ai.ts';

type Api = typeof import('@opentelemetry/api');

/** The instruments of one command; the runs of all its providers share them. */
export class RunMetrics {
  readonly #duration: Histogram;
  readonly #tokens: Histogram;
  readonly #conversations: Counter;
  readonly #cost: Counter;

  constructor(api: Api) {
    const meter = api.metrics.getMeter('idiolect');
    this.#duration = meter.createHistogram('gen_ai.client.operation.duration', {
      description: 'GenAI operation duration.',
      unit: 's',
      advice: { explicitBucketBoundaries: DURATION_BUCKETS },
    });
    this.#tokens = meter.createHistogram('gen_ai.client.token.usage', {
      description: 'Number of input and output tokens used.',
      unit: '{token}',
      advice: { explicitBucketBoundaries: TOKEN_BUCKETS },
    });
    this.#conversations = meter.createCounter('idiolect.conversations', {
      description: 'Conversations that were settled, by result and source.',
      unit: '{conversation}',
    });
    this.#cost = meter.createCounter('idiolect.cost', {
      description: 'What answers cost by the price list; those of simulated runs bear idiolect.simulated.',
      unit: 'USD',
    });
  }

  /** What hears the events of one run. */
  of(started: StartedRun): (event: EngineEvent) => void {
    const common = toCommonAttributes(started);
    /** Sends whose answer could not be used, which is told once more. */
    const unusable = new Set<number>();
    return (event) => {
      if (event.kind === 'call-answered') {
        if (event.verdict !== 'accepted') unusable.add(event.send);
        this.#noteAnswer(event, common);
      } else if (event.kind === 'call-troubled') {
        if (unusable.delete(event.send)) return;
        this.#duration.record(event.latencyMs / 1000, { ...common, 'error.type': event.problem });
      } else if (event.kind === 'call-settled') {
        const result = { 'idiolect.result': event.as, 'idiolect.source': event.source };
        this.#conversations.add(1, { ...common, ...result });
      }
    };
  }

  #noteAnswer(event: EngineEvent & { kind: 'call-answered' }, common: Attributes): void {
    const { verdict, latencyMs, usage, costUsd } = event;
    const error = verdict === 'accepted' ? {} : { 'error.type': verdict };
    this.#duration.record(latencyMs / 1000, { ...common, ...error });
    if (usage) {
      this.#tokens.record(usage.inputTokens, { ...common, 'gen_ai.token.type': 'input' });
      this.#tokens.record(usage.outputTokens, { ...common, 'gen_ai.token.type': 'output' });
    }
    if (costUsd !== undefined) this.#cost.add(costUsd, common);
  }
}
