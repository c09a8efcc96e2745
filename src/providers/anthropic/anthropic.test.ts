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
  refusals: [
    {
      // Bedrock and gateways (github.com/vectorize-io/hindsight/issues/3300)
      field: 'output_config',
      said: {
        type: 'error',
        error: {
          type: 'invalid_request_error',
          message: 'output_config.format: Extra inputs are not permitted',
        },
      },
      change: 'its answers are shaped by a tool',
    },
    {
      // LiteLLM before Bedrock, with nulls for names (github.com/BerriAI/litellm/issues/13825)
      field: 'output_config',
      said: {
        error: {
          message:
            'litellm.BadRequestError: BedrockException - {"message":"The model returned the following errors: output_config.format: Extra inputs are not permitted"}',
          type: null,
          param: null,
          code: '400',
        },
      },
      change: 'its answers are shaped by a tool',
    },
    {
      field: 'tools',
      model: 'claude-3-haiku-20240307',
      said: {
        type: 'error',
        error: { type: 'invalid_request_error', message: 'tools: Extra inputs are not permitted' },
      },
      change: 'its answers are held to no JSON Schema, only checked when they come',
    },
    {
      // github.com/Mixpeal/anthropic-sdk/issues/11
      field: 'temperature',
      said: {
        type: 'error',
        error: { type: 'invalid_request_error', message: '`temperature` is deprecated for this model.' },
      },
      change: 'no temperature is sent',
    },
  ],
  environment: {
    ANTHROPIC_API_KEY: 'evil',
    ANTHROPIC_AUTH_TOKEN: 'evil',
    ANTHROPIC_BASE_URL: 'http://evil.invalid',
    ANTHROPIC_CUSTOM_HEADERS: 'X-Api-Key: evil\nX-Evil: evil',
    ANTHROPIC_PROFILE: 'evil',
    ANTHROPIC_LOG: 'debug',
  },
});
