import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openReceiver } from './otlp-receiver.ts';
import { openRig, parseLines, type Rig, until } from './rig.ts';
import { KEY, openProvider } from './simulator.ts';

const FILE = 'data/synthetic/openai/synthetic_conversations_6_seed42.jsonl';
const COMMAND = ['generate', '--provider', 'openai', '--count', '6'];

describe('with a collector', () => {
  test('a run is one trace: a span for it, and below it a client span for each send', async () => {
    await using rig = await openRig();
    await using provider = await openProvider({ fault: ['invalid-json=#2', '500=#5'] });
    await using receiver = await openReceiver();
    const ended = await rig.run(COMMAND, { ...provider.env, ...receiver.env });
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stderr).not.toContain('OpenTelemetry');
    const spans = receiver.spans();
    const [root, ...others] = spans.filter(({ name }) => name === 'idiolect generate');
    expect(others).toEqual([]);
    expect(root).toMatchObject({
      resource: { 'service.name': 'idiolect' },
      attributes: { 'idiolect.planned': 6, 'idiolect.written': 6, 'gen_ai.provider.name': 'openai' },
    });
    const sends = spans.filter(({ name }) => name === 'chat gpt-4o');
    expect(sends).toHaveLength(provider.simulator.stats().requests);
    const port = Number(new URL(provider.env.OPENAI_BASE_URL ?? '').port);
    for (const span of sends) {
      expect(span).toMatchObject({ kind: 3, traceId: root?.traceId, parentSpanId: root?.spanId });
      expect(span.attributes).toMatchObject({
        'gen_ai.operation.name': 'chat',
        'gen_ai.provider.name': 'openai',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.request.temperature': 0.8,
        'gen_ai.request.max_tokens': 3_000,
        'server.address': '127.0.0.1',
        'server.port': port,
      });
    }
    const answered = sends.filter(({ attributes }) => attributes['http.response.status_code'] === 200);
    expect(answered.every(({ attributes }) => Number(attributes['gen_ai.usage.output_tokens']) > 0)).toBe(
      true,
    );
    const failed = sends.filter(({ status }) => status.code === 2);
    expect(failed.map(({ attributes }) => attributes['error.type'])).toContain('server-error');
    // Every send that was tried again is what the next one of its call points at.
    const linked = new Set(sends.flatMap(({ links }) => links.map(({ spanId }) => spanId)));
    expect(failed.every(({ spanId }) => linked.has(spanId))).toBe(true);
  });

  test('metrics bear the names and the buckets of the conventions', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    await using receiver = await openReceiver();
    const ended = await rig.run([...COMMAND, '--json'], { ...provider.env, ...receiver.env });
    const [summary] = JSON.parse(ended.stdout) as [{ spentUsd: number }];
    const [duration] = receiver.points('gen_ai.client.operation.duration');
    expect(duration).toMatchObject({ count: 6, attributes: { 'gen_ai.request.model': 'gpt-4o' } });
    expect(duration?.bounds).toEqual([
      0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
    ]);
    const tokens = receiver.points('gen_ai.client.token.usage');
    expect(tokens.map(({ attributes }) => attributes['gen_ai.token.type']).toSorted()).toEqual([
      'input',
      'output',
    ]);
    expect(tokens[0]?.bounds.at(-1)).toBe(67_108_864);
    const [settled] = receiver.points('idiolect.conversations');
    expect(settled).toMatchObject({ value: 6, attributes: { 'idiolect.result': 'accepted' } });
    expect(receiver.points('idiolect.cost')[0]?.value).toBeCloseTo(summary.spentUsd, 9);
  });

  test('no prompt, reply or key is delivered', async () => {
    await using rig = await openRig();
    await using provider = await openProvider({ fault: ['refusal=#1', 'invalid-json=#2', '429=0.2'] });
    await using receiver = await openReceiver();
    await rig.run(COMMAND, { ...provider.env, ...receiver.env });
    const [line] = parseLines(await rig.read(FILE)) as Array<{
      topic: string;
      learning_notes: string;
      conversation: Array<{ content: string }>;
    }>;
    const text = receiver.text();
    expect(text).toContain('gen_ai.usage.input_tokens');
    for (const secret of [KEY, line?.topic, line?.learning_notes, line?.conversation[0]?.content]) {
      expect(text).not.toContain(String(secret).slice(0, 40));
    }
  });

  test('OTEL_SERVICE_NAME names the service, and protobuf is what is sent when nothing else is asked for', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    await using receiver = await openReceiver(200, 'http/protobuf');
    const { OTEL_EXPORTER_OTLP_ENDPOINT = '' } = receiver.env;
    const env = { ...provider.env, OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_SERVICE_NAME: 'my-own-name' };
    const ended = await rig.run(COMMAND, env);
    expect(ended.stderr).not.toContain('OpenTelemetry');
    expect(receiver.text()).toContain('my-own-name');
    expect([...new Set(receiver.paths())].toSorted()).toEqual(['/v1/metrics', '/v1/traces']);
  });

  test('only what is asked for is sent', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    await using receiver = await openReceiver();
    await rig.run(COMMAND, { ...provider.env, ...receiver.env, OTEL_METRICS_EXPORTER: 'none' });
    expect([...new Set(receiver.paths())]).toEqual(['/v1/traces']);
  });

  test('Ctrl-C delivers what there is', async () => {
    await using rig = await openRig();
    await using provider = await openProvider({ latencyMs: 100 });
    await using receiver = await openReceiver();
    const running = rig.start([...COMMAND, '--concurrency', '1'], { ...provider.env, ...receiver.env });
    await until(() => provider.simulator.stats().answered >= 2);
    running.process.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
    const root = receiver.spans().find(({ name }) => name === 'idiolect generate');
    expect(root).toMatchObject({ status: { code: 2 }, attributes: { 'error.type': 'interrupted' } });
  });
});

describe('a collector that does not do its part', () => {
  test.each([
    ['refuses', 404, /OpenTelemetry: .*Not Found/],
    ['never answers', 0, /OpenTelemetry: the collector did not take everything within 3 s/],
  ])('that %s is told of once, and the run is whole', async (_what, status, message) => {
    await using rig = await openRig();
    await using provider = await openProvider();
    await using receiver = await openReceiver(status);
    const ended = await rig.run(COMMAND, { ...provider.env, ...receiver.env });
    expect(ended.code).toBe(0);
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr.match(/OpenTelemetry/g)).toHaveLength(1);
    expect(parseLines(await rig.read(FILE))).toHaveLength(6);
  });
});

/** Writes down each module that is loaded. */
const WATCH = `
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
registerHooks({
  load: (url, context, next) => {
    appendFileSync('loaded', url + '\\n');
    return next(url, context);
  },
});
`;

const listLoaded = async (rig: Rig, env: Record<string, string>): Promise<string> => {
  const file = join(rig.folder, 'watch.mjs');
  await writeFile(file, WATCH);
  const ended = await rig.run(COMMAND, { ...env, NODE_OPTIONS: `--import=${pathToFileURL(file).href}` });
  expect(ended).toMatchObject({ code: 0 });
  return rig.read('loaded');
};

describe('without being asked', () => {
  test.each<[string, Record<string, string>]>([
    ['no variable is set', {}],
    ['it is switched off', { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_SDK_DISABLED: 'true' }],
    ['no exporter is wanted', { OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' }],
  ])('nothing of OpenTelemetry is loaded: %s', async (_when, env) => {
    await using rig = await openRig();
    await using provider = await openProvider();
    const loaded = await listLoaded(rig, { ...provider.env, ...env });
    expect(loaded).toContain('src/project/generate.ts');
    expect(loaded).not.toContain('opentelemetry');
  });

  test('and it is when it is asked for', async () => {
    await using rig = await openRig();
    await using provider = await openProvider();
    await using receiver = await openReceiver();
    expect(await listLoaded(rig, { ...provider.env, ...receiver.env })).toContain('@opentelemetry/sdk-node');
  });
});
