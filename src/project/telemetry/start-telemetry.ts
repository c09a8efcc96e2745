import type { Clock } from '../../base/index.ts';
import type { TelemetryWish } from '../environment.ts';
import type { GenerateEvent } from '../events.ts';
import { RunMetrics } from './run-metrics.ts';
import { RunSpans } from './run-spans.ts';

type Api = typeof import('@opentelemetry/api');

/** Traces and metrics of a command that is at work. */
export interface Telemetry {
  readonly hear: (event: GenerateEvent) => void;
  /** Delivers what is left, for a few seconds at most. */
  readonly stop: () => Promise<void>;
}

export interface TelemetryOptions {
  readonly wish: TelemetryWish;
  readonly clock: Clock;
  /** Hears once when something could not be delivered. */
  readonly onTrouble: (reason: string) => void;
  /** Aborting it gives up what is not delivered yet. */
  readonly leaveNow?: AbortSignal | undefined;
}

/** How long the end of a run waits for a collector. */
const FLUSH_MS = 3_000;

/**
 * Starts OpenTelemetry as the `OTEL_*` variables ask for, by the official SDK, which reads them itself. Nothing of
 * OpenTelemetry is loaded before this is called. In a process that has set OpenTelemetry up already, that is used.
 */
export const startTelemetry = async (options: TelemetryOptions): Promise<Telemetry> => {
  const api = await import('@opentelemetry/api');
  const tell = once(options.onTrouble);
  const sdk = isSetUp(api) ? undefined : await startSdk(api, options.wish, tell);
  const metrics = new RunMetrics(api);
  const runs = new Map<
    number,
    { readonly spans: RunSpans; readonly measure: ReturnType<RunMetrics['of']> }
  >();
  return {
    hear: (event) => {
      if (event.kind === 'run-started') {
        runs.set(event.run, { spans: new RunSpans(api, event.run, event), measure: metrics.of(event) });
      } else if (event.kind === 'engine') {
        runs.get(event.run)?.spans.hear(event.event);
        runs.get(event.run)?.measure(event.event);
      } else if (event.kind === 'run-finished') runs.get(event.run)?.spans.finish(event.summary);
    },
    stop: async () => {
      if (sdk === undefined) return;
      const isDelivered = await within(deliver(api, sdk, tell), FLUSH_MS, options);
      if (!isDelivered && !options.leaveNow?.aborted)
        tell(`the collector did not take everything within ${FLUSH_MS / 1000} s`);
      // A later run of this process starts anew.
      for (const part of [api.trace, api.metrics, api.context, api.propagation, api.diag]) part.disable();
    },
  };
};

/** Whether somebody has registered a tracer: until then there is only one that does nothing, the same for all. */
const isSetUp = ({ trace, ProxyTracerProvider }: Api): boolean => {
  const provider = trace.getTracerProvider();
  const idle = new ProxyTracerProvider().getDelegate();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegate() !== idle;
};

const startSdk = async (api: Api, wish: TelemetryWish, onTrouble: (reason: string) => void) => {
  const [{ NodeSDK }, detectors] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/resources'),
  ]);
  const { serviceInstanceIdDetector, hostDetector, osDetector, envDetector } = detectors;
  const sdk = new NodeSDK({
    logRecordProcessors: [],
    ...(!wish.traces && { spanProcessors: [] }),
    ...(!wish.metrics && { metricReaders: [] }),
    ...(!wish.namesService && { serviceName: 'idiolect' }),
    // Not the one of the process: it tells the whole command line.
    ...(!wish.namesDetectors && {
      resourceDetectors: [serviceInstanceIdDetector, hostDetector, osDetector, envDetector],
    }),
  });
  const hear = (message: string, ...more: unknown[]): void =>
    onTrouble([toReason(message), ...more.filter((part) => typeof part === 'string')].join(': '));
  const ignore = (): void => undefined;
  api.diag.setLogger(
    { error: hear, warn: hear, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: api.DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  sdk.start();
  return sdk;
};

/** Delivers what there is, traces and metrics each for themselves, and ends the SDK. Never rejects. */
const deliver = async (
  { trace, metrics, ProxyTracerProvider }: Api,
  sdk: { readonly shutdown: () => Promise<void> },
  onTrouble: (reason: string) => void,
): Promise<void> => {
  const hear = (error: unknown): void => onTrouble(error instanceof Error ? error.message : String(error));
  const tracers = trace.getTracerProvider();
  const providers = [
    tracers instanceof ProxyTracerProvider ? tracers.getDelegate() : tracers,
    metrics.getMeterProvider(),
  ];
  // `shutdown` gives up the other one when one of them cannot be delivered.
  await Promise.all(providers.map((provider) => flush(provider).catch(hear)));
  await sdk.shutdown().catch(hear);
};

const flush = async (provider: object): Promise<void> => {
  if ('forceFlush' in provider && typeof provider.forceFlush === 'function') await provider.forceFlush();
};

const once = (tell: (reason: string) => void): ((reason: string) => void) => {
  let isTold = false;
  return (reason) => {
    if (isTold) return;
    isTold = true;
    tell(reason);
  };
};

/** The SDK tells an error as JSON with its stack; what people need is the message. */
const toReason = (message: string): string => {
  try {
    const { message: text, code, name } = JSON.parse(message) as Record<string, unknown>;
    return [text, code, name].find((part) => typeof part === 'string' && part !== '')?.toString() ?? message;
  } catch {
    return message.split('\n')[0] ?? message;
  }
};

/** Whether work comes to its end in time. */
const within = async (
  work: Promise<void>,
  mostMs: number,
  { clock, leaveNow }: TelemetryOptions,
): Promise<boolean> => {
  const timer = new AbortController();
  const giveUp = (): void => timer.abort();
  leaveNow?.addEventListener('abort', giveUp, { once: true });
  if (leaveNow?.aborted) giveUp();
  try {
    return await Promise.race([work.then(() => true), clock.sleep(mostMs, timer.signal).then(() => false)]);
  } finally {
    leaveNow?.removeEventListener('abort', giveUp);
    giveUp();
  }
};
