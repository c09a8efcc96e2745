import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Attributes by name, with their values. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** A span as it was received. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly status: { readonly code?: number; readonly message?: string };
  readonly attributes: Attributes;
  readonly resource: Attributes;
  readonly links: readonly { readonly spanId: string }[];
}

/** A point of a metric as it was received. */
export interface ReceivedPoint {
  readonly attributes: Attributes;
  /** Of a counter. */
  readonly value: number;
  /** Of a histogram. */
  readonly sum: number;
  readonly count: number;
  readonly bounds: readonly number[];
}

/** A collector of OTLP over HTTP, as far as tests need one. It answers with a fixed status, or with 0 never. */
export interface OtlpReceiver extends AsyncDisposable {
  readonly env: Record<string, string>;
  readonly paths: () => readonly string[];
  /** Everything received, as it came. */
  readonly text: () => string;
  readonly spans: () => ReceivedSpan[];
  /** The points of a metric at its last delivery. */
  readonly points: (metric: string) => ReceivedPoint[];
}

export const openReceiver = async (status = 200, protocol = 'http/json'): Promise<OtlpReceiver> => {
  const received: Array<{ readonly path: string; readonly body: Buffer }> = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ path: request.url ?? '', body: Buffer.concat(chunks) });
      // No body is a valid answer in protobuf; JSON wants an object.
      if (status !== 0) response.writeHead(status).end(protocol === 'http/json' ? '{}' : '');
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const parse = (path: string): object[] =>
    received.filter((each) => each.path === path).map(({ body }) => JSON.parse(body.toString()) as object);
  return {
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
    },
    paths: () => received.map(({ path }) => path),
    text: () => received.map(({ body }) => body.toString('latin1')).join('\n'),
    spans: () => parse('/v1/traces').flatMap(listSpans),
    points: (metric) => listPoints(parse('/v1/metrics').at(-1), metric),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};

interface KeyValue {
  readonly key: string;
  readonly value: Record<string, string | number | boolean>;
}

const toAttributes = (list: readonly KeyValue[] = []): Attributes =>
  Object.fromEntries(
    list.map(({ key, value }) => {
      const [[kind, inner] = ['', '']] = Object.entries(value);
      return [key, kind === 'intValue' ? Number(inner) : inner];
    }),
  );

interface TraceMessage {
  readonly resourceSpans: ReadonlyArray<{
    readonly resource: { readonly attributes: KeyValue[] };
    readonly scopeSpans: ReadonlyArray<{
      readonly spans: ReadonlyArray<
        Omit<ReceivedSpan, 'attributes' | 'resource'> & { attributes: KeyValue[] }
      >;
    }>;
  }>;
}

const listSpans = (message: object): ReceivedSpan[] =>
  (message as TraceMessage).resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans
      .flatMap(({ spans }) => spans)
      .map((span) => ({
        ...span,
        attributes: toAttributes(span.attributes),
        resource: toAttributes(resource.attributes),
      })),
  );

interface Point {
  readonly attributes: KeyValue[];
  readonly asInt?: number | string;
  readonly asDouble?: number;
  readonly sum?: number;
  readonly count?: number | string;
  readonly explicitBounds?: number[];
}

interface MetricsMessage {
  readonly resourceMetrics: ReadonlyArray<{
    readonly scopeMetrics: ReadonlyArray<{
      readonly metrics: ReadonlyArray<{
        readonly name: string;
        readonly sum?: { readonly dataPoints: Point[] };
        readonly histogram?: { readonly dataPoints: Point[] };
      }>;
    }>;
  }>;
}

const listPoints = (message: object | undefined, name: string): ReceivedPoint[] => {
  if (message === undefined) return [];
  const metrics = (message as MetricsMessage).resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap((scope) => scope.metrics),
  );
  const metric = metrics.find((each) => each.name === name);
  return (metric?.sum ?? metric?.histogram)?.dataPoints.map(toPoint) ?? [];
};

const toPoint = ({ attributes, asInt, asDouble, sum, count, explicitBounds }: Point): ReceivedPoint => ({
  attributes: toAttributes(attributes),
  value: Number(asInt ?? asDouble ?? Number.NaN),
  sum: sum ?? Number.NaN,
  count: Number(count ?? Number.NaN),
  bounds: explicitBounds ?? [],
});
