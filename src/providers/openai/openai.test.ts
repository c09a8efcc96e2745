import { providerContract } from '../provider.contract.ts';

providerContract({
  name: 'openai',
  model: 'gpt-4o',
  basePath: '/v1',
  path: '/chat/completions',
  headers: {
    accept: 'application/json',
    authorization: 'Bearer KEY',
    'content-type': 'application/json',
    'user-agent': 'idiolect',
  },
  limitField: (body) => body.max_tokens,
  talk: {
    model: 'gpt-4o',
    max_tokens: 100,
    temperature: 0.8,
    messages: [
      { role: 'system', content: 'You are a mentor.' },
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'two' },
      { role: 'user', content: 'three' },
    ],
  },
  environment: {
    OPENAI_API_KEY: 'evil',
    OPENAI_ADMIN_KEY: 'evil',
    OPENAI_BASE_URL: 'http://evil.invalid',
    OPENAI_ORG_ID: 'evil',
    OPENAI_PROJECT_ID: 'evil',
    OPENAI_CUSTOM_HEADERS: 'Authorization: Bearer evil\nX-Evil: evil',
    OPENAI_LOG: 'debug',
  },
});
