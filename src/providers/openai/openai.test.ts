import { providerContract } from '../provider.contract.ts';

const NO_SCHEMA = 'its answers are held to no JSON Schema, only checked when they come';

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
  refusals: [
    {
      // DeepSeek (github.com/bytedance/deer-flow/issues/545)
      field: 'response_format',
      said: {
        error: {
          message: 'This response_format type is unavailable now',
          type: 'invalid_request_error',
          param: null,
          code: 'invalid_request_error',
        },
      },
      change: NO_SCHEMA,
    },
    {
      // LM Studio (github.com/lmstudio-ai/lmstudio-bug-tracker/issues/307)
      field: 'response_format',
      said: { error: "'response_format.type' must be 'text'" },
      change: NO_SCHEMA,
    },
    {
      // llama.cpp (github.com/lidge-jun/opencodex/issues/2135)
      field: 'response_format',
      said: {
        error: {
          code: 400,
          message: 'Failed to initialize samplers: failed to parse grammar',
          type: 'invalid_request_error',
        },
      },
      change: NO_SCHEMA,
    },
    {
      // A FastAPI server of an older vLLM
      field: 'response_format',
      status: 422,
      said: {
        detail: [
          {
            type: 'literal_error',
            loc: ['body', 'response_format', 'type'],
            msg: "Input should be 'text' or 'json_object'",
          },
        ],
      },
      change: NO_SCHEMA,
    },
    {
      // gpt-4o on the Assistants API (github.com/openai/openai-dotnet/issues/276)
      field: 'response_format',
      said: {
        error: {
          message:
            "Invalid parameter: 'response_format' of type 'json_schema' is not supported with model version `gpt-4o`.",
          type: 'invalid_request_error',
          param: 'response_format',
          code: null,
        },
      },
      change: NO_SCHEMA,
    },
    {
      // github.com/microsoft/vscode-copilot-release/issues/8065
      field: 'max_tokens',
      said: {
        error: {
          message:
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
          type: 'invalid_request_error',
          param: 'max_tokens',
          code: 'unsupported_parameter',
        },
      },
      change: 'the output limit is sent as max_completion_tokens',
    },
    {
      // Mistral (github.com/editor-code-assistant/eca/issues/231)
      field: 'max_completion_tokens',
      model: 'o3',
      status: 422,
      said: {
        object: 'error',
        message: {
          detail: [
            {
              type: 'extra_forbidden',
              loc: ['body', 'max_completion_tokens'],
              msg: 'Extra inputs are not permitted',
              input: 32000,
            },
          ],
        },
        type: 'invalid_request_error',
        param: null,
        code: null,
      },
      change: 'the output limit is sent as max_tokens',
    },
    {
      // github.com/johny-b/llmcomp/issues/69
      field: 'temperature',
      said: {
        error: {
          message:
            "Unsupported value: 'temperature' does not support 0.8 with this model. Only the default (1) value is supported.",
          type: 'invalid_request_error',
          param: 'temperature',
          code: 'unsupported_value',
        },
      },
      change: 'no temperature is sent',
    },
  ],
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
