import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../base/index.ts';
import { openProvider, type ProviderName } from '../providers/index.ts';
import { openLedger } from './ledger/index.ts';
import { makeCalls, startRun } from './run-rig.contract.ts';

let body: unknown;
let sends = 0;
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    sends++;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
});
beforeEach(async () => {
  sends = 0;
  await new Promise<void>((started) => server.listen(0, '127.0.0.1', started));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((stopped) => server.close(stopped));
});

const openai = { choices: [{ finish_reason: 'stop', message: { content: 'x' } }] };
const anthropic = { stop_reason: 'end_turn', content: [{ type: 'text', text: 'x' }] };
const gemini = { candidates: [{ finishReason: 'STOP', content: { parts: [{ text: 'x' }] } }] };

/** The fake price is a cent for each token of the answer; how many a model may write is up to its wire. */
test.each<[what: string, name: ProviderName, answer: unknown]>([
  ['no usage', 'openai', openai],
  ['no usage', 'anthropic', anthropic],
  ['no usage', 'gemini', gemini],
  ['no output count', 'openai', { ...openai, usage: { prompt_tokens: 3 } }],
  ['a negative count', 'anthropic', { ...anthropic, usage: { input_tokens: 3, output_tokens: -1 } }],
  ['a count in words', 'gemini', { ...gemini, usageMetadata: { promptTokenCount: 'few' } }],
])(
  'answers with %s of %s are accepted, and count at their worst against the budget',
  async (_what, name, answer) => {
    body = answer;
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = openProvider(name, { apiKey: 'test-key-4711', baseUrl });
    const ledger = openLedger(':memory:');
    const calls = makeCalls(40);
    const needUsd = provider.countWorstOutput(calls[0]!.request) / 100;
    const run = startRun(calls, { provider, ledger, clock: systemClock, capUsd: 10.5 * needUsd });
    await run.ended;
    expect(sends).toBe(10);
    expect(run.outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(10);
    expect(run.state.stopReason).toEqual({ kind: 'budget', needUsd });
    expect([run.state.spentUsd, run.state.uncertainUsd]).toEqual([0, expect.closeTo(10 * needUsd)]);
    const answered = run.events.filter(({ kind }) => kind === 'call-answered');
    expect(answered).toHaveLength(10);
    for (const event of answered) expect(event).toMatchObject({ usage: undefined, costUsd: undefined });
  },
);
