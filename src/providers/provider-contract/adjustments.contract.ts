import { expect, test } from 'vitest';
import type { Adjustment } from '../index.ts';
import { openProvider } from '../open.ts';
import { answerWith } from '../wire-server.contract.ts';
import { KEY, type Rig } from './rig.contract.ts';

/** A server that refuses a parameter is asked without it, once and for all. */
export const adjustmentsContract = (rig: Rig): void => {
  const openOwn = () => {
    const adjustments: Adjustment[] = [];
    const provider = openProvider(rig.facts.name, {
      apiKey: KEY,
      baseUrl: `${rig.server.url}${rig.facts.basePath}`,
      onAdjusted: (adjustment) => adjustments.push(adjustment),
    });
    return { provider, adjustments };
  };
  const schema = { name: 'talk', schema: { type: 'object' } };
  const signal = new AbortController().signal;

  test.each(rig.facts.refusals)(
    'goes on without what the server refuses: $said',
    async ({ field, said, status, model, change }) => {
      const { provider, adjustments } = openOwn();
      const request = rig.makeRequest({ schema, ...(model !== undefined && { model }) });
      const has = (body: string): boolean =>
        field in { ...JSON.parse(body), ...JSON.parse(body).generationConfig };
      rig.server.answer = (response, arrival) =>
        has(arrival.body)
          ? answerWith(status ?? 400, said)(response, arrival)
          : answerWith(200, rig.good.body)(response, arrival);
      const worst = provider.countWorstOutput(request);
      const sent = await Promise.all(Array.from({ length: 5 }, () => provider.send(request, { signal })));
      expect(sent.map(({ kind }) => kind)).toEqual(Array(5).fill('answered'));
      expect(adjustments).toEqual([{ model: request.model, change }]);
      expect(provider.countWorstOutput(request)).toBe(worst);
      const before = rig.server.arrivals.length;
      await provider.send(request, { signal });
      expect(rig.server.arrivals.slice(before).map(({ body }) => has(body))).toEqual([false]);
    },
  );

  test('gives up when the server refuses whatever it is asked', async () => {
    const { provider } = openOwn();
    const everything = `response_format, schema, tools, temperature, thinking, max_tokens and max_completion_tokens are not supported`;
    rig.server.answer = answerWith(400, {
      type: 'error',
      error: { code: 400, type: 'invalid_request_error', status: 'INVALID_ARGUMENT', message: everything },
    });
    const sent = await provider.send(rig.makeRequest({ schema }), { signal });
    expect(sent).toMatchObject({ kind: 'failed', problem: { kind: 'bad-request' } });
    expect(rig.server.arrivals.length).toBeLessThanOrEqual(7);
  });

  test('leaves a request alone that is refused for something else', async () => {
    const { provider, adjustments } = openOwn();
    rig.server.answer = answerWith(400, {
      type: 'error',
      error: { code: 400, type: 'invalid_request_error', message: 'temperature: range: 0..1' },
    });
    await provider.send(rig.makeRequest({ schema }), { signal });
    expect([rig.server.arrivals.length, adjustments]).toEqual([1, []]);
  });

  test('stops between two requests when the user does', async () => {
    const { provider } = openOwn();
    const user = new AbortController();
    rig.server.answer = (response, arrival) => {
      answerWith(400, { error: { type: 'x', message: 'schema not supported' } })(response, arrival);
      response.on('finish', () => user.abort());
    };
    const sent = await provider.send(rig.makeRequest({ schema }), { signal: user.signal });
    expect(sent).toMatchObject({ problem: { kind: 'interrupted' } });
  });
};
