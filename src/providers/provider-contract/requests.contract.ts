import { expect, test } from 'vitest';
import { openProvider } from '../open.ts';
import { answerWith, type WireServer } from '../wire-server.contract.ts';
import { KEY, type Rig } from './rig.contract.ts';

const HTTP_HEADERS = ['host', 'connection', 'content-length'];

/** What is sent, where, and what of the machine is never sent. */
export const requestsContract = (rig: Rig): void => {
  test('sends one POST to the right place with its own headers and no others', async () => {
    rig.server.answer = answerWith(200, rig.good.body);
    await rig.send();
    expect(rig.server.arrivals).toHaveLength(1);
    const [{ method, path, headers }] = rig.server.arrivals as [WireServer['arrivals'][0]];
    expect([method, path]).toEqual(['POST', `${rig.facts.basePath}${rig.facts.path}`]);
    const own = Object.fromEntries(Object.entries(headers).filter(([name]) => !HTTP_HEADERS.includes(name)));
    expect(own).toEqual(
      Object.fromEntries(
        Object.entries(rig.facts.headers).map(([name, value]) => [name, value.replace('KEY', KEY)]),
      ),
    );
  });

  test('sends the key nowhere but in the header for it', async () => {
    rig.server.answer = answerWith(200, rig.good.body);
    await rig.send();
    const { headers, ...rest } = rig.server.arrivals[0]!;
    expect(JSON.stringify(rest)).not.toContain(KEY);
    expect(Object.values(headers).filter((value) => value?.includes(KEY))).toHaveLength(1);
  });

  test('lets no variable of the environment change where it sends to, and with what', async () => {
    for (const [name, value] of Object.entries(rig.facts.environment)) process.env[name] = value;
    try {
      rig.server.answer = answerWith(200, rig.good.body);
      await openProvider(rig.facts.name, {
        apiKey: KEY,
        baseUrl: `${rig.server.url}${rig.facts.basePath}`,
      }).send(rig.makeRequest(), {
        signal: new AbortController().signal,
      });
    } finally {
      for (const name of Object.keys(rig.facts.environment)) delete process.env[name];
    }
    expect(rig.server.arrivals).toHaveLength(1);
    expect(rig.server.arrivals[0]!.path).toBe(`${rig.facts.basePath}${rig.facts.path}`);
    expect(JSON.stringify(rig.server.arrivals[0])).not.toContain('evil');
  });

  test('sends the system prompt, and the roles of a longer talk', async () => {
    rig.server.answer = answerWith(200, rig.good.body);
    await rig.send(
      rig.makeRequest({
        messages: [
          { role: 'user', content: 'one' },
          { role: 'assistant', content: 'two' },
          { role: 'user', content: 'three' },
        ],
      }),
    );
    expect(JSON.parse(rig.server.arrivals[0]!.body)).toEqual(rig.facts.talk);
  });

  test('counts as worst output the limit that it sends', async () => {
    rig.server.answer = answerWith(200, rig.good.body);
    for (const maxTokens of [1, 3000, 10_000_000]) {
      const request = rig.makeRequest({ maxTokens });
      await rig.send(request);
      const limit = rig.facts.limitField(JSON.parse(rig.server.arrivals.at(-1)!.body));
      expect(limit).toBe(rig.provider.countWorstOutput(request));
    }
  });
};
