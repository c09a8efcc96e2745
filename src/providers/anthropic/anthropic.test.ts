import { providerContract } from '../provider.contract.ts';

providerContract({
  name: 'anthropic',
  model: 'claude-haiku-4-5',
  basePath: '',
  path: '/v1/messages',
  headers: {
    accept: 'application/json',
    'anthropic-version': '2023-06-01',
    'content-type': 'application/json',
    'user-agent': 'idiolect',
    'x-api-key': 'KEY',
  },
  limitField: (body) => body.max_tokens,
  talk: {
    model: 'claude-haiku-4-5',
    max_tokens: 100,
    temperature: 0.8,
    system: 'You are a mentor.',
    messages: [
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'two' },
      { role: 'user', content: 'three' },
    ],
  },
  environment: {
    ANTHROPIC_API_KEY: 'evil',
    ANTHROPIC_AUTH_TOKEN: 'evil',
    ANTHROPIC_BASE_URL: 'http://evil.invalid',
    ANTHROPIC_CUSTOM_HEADERS: 'X-Api-Key: evil\nX-Evil: evil',
    ANTHROPIC_PROFILE: 'evil',
    ANTHROPIC_LOG: 'debug',
  },
});
