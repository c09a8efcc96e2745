import { describe, expect, test } from 'vitest';
import { defaultBaseUrl, openProvider } from './open.ts';
import { PROVIDER_NAMES } from './provider-name.ts';

describe('openProvider', () => {
  test.each(PROVIDER_NAMES)('opens %s at its own address when no other is named', (name) => {
    expect(openProvider(name, { apiKey: 'k-1' })).toMatchObject({ name, baseUrl: defaultBaseUrl(name) });
  });

  test('writes a base URL in one form, so that the ledger knows it again', () => {
    const { baseUrl } = openProvider('openai', { apiKey: '', baseUrl: ' http://localhost:11434/v1// ' });
    expect(baseUrl).toBe('http://localhost:11434/v1');
  });

  test.each([
    ['gemini', 'http://localhost:1/v1beta', 'http://localhost:1'],
    ['anthropic', 'http://localhost:1/v1/', 'http://localhost:1'],
    ['openai', 'http://localhost:1/v1', 'http://localhost:1/v1'],
  ] as const)('%s: a version that the SDK adds by itself is taken off a base URL', (name, given, taken) => {
    expect(openProvider(name, { apiKey: 'k-1', baseUrl: given }).baseUrl).toBe(taken);
  });

  test.each([
    ['localhost:11434/v1', 'The base URL begins with neither http:// nor https://.'],
    ['nonsense', 'The base URL is not a URL.'],
    ['https://me:secret@host/v1', 'The base URL holds a user name or password; the key has its own place.'],
    ['https://host/v1?key=1', 'The base URL holds a ? or #.'],
  ])('does not take %s for a base URL', (baseUrl, message) => {
    expect(() => openProvider('openai', { apiKey: 'k-1', baseUrl })).toThrow(
      expect.objectContaining({ code: 'BASE_URL_WRONG', message }),
    );
  });

  test('wants a key for the provider itself, and none for a server of one’s own', () => {
    expect(() => openProvider('openai', { apiKey: ' ' })).toThrow(
      expect.objectContaining({ code: 'KEY_MISSING' }),
    );
    expect(() => openProvider('openai', { apiKey: '', baseUrl: 'http://localhost:1/v1' })).not.toThrow();
  });

  test.each(['a b', 'key\nother', 'schlüssel', '“quoted”'])(
    'says of the key %j that no key looks so',
    (apiKey) => {
      expect(() => openProvider('openai', { apiKey })).toThrow(
        expect.objectContaining({ code: 'KEY_REFUSED' }),
      );
    },
  );

  test('goes by a registry of one’s own', () => {
    const registry = { models: [], defaults: { openai: 'a', gemini: 'b', anthropic: 'c' } };
    const request = { model: 'gpt-5', system: '', messages: [], temperature: 1, maxTokens: 10 };
    expect(openProvider('openai', { apiKey: 'k-1', registry }).countWorstOutput(request)).toBe(10 + 4096);
    expect(openProvider('openai', { apiKey: 'k-1' }).countWorstOutput({ ...request, model: 'gpt-4o' })).toBe(
      10,
    );
  });
});
