import { providerContract } from '../provider.contract.ts';

providerContract({
  name: 'gemini',
  model: 'gemini-2.5-pro',
  basePath: '',
  path: '/v1beta/models/gemini-2.5-pro:generateContent',
  headers: {
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'idiolect',
    'x-goog-api-key': 'KEY',
  },
  limitField: (body) => body.generationConfig?.maxOutputTokens,
  talk: {
    systemInstruction: { parts: [{ text: 'You are a mentor.' }] },
    contents: [
      { role: 'user', parts: [{ text: 'one' }] },
      { role: 'model', parts: [{ text: 'two' }] },
      { role: 'user', parts: [{ text: 'three' }] },
    ],
    generationConfig: {
      temperature: 0.8,
      maxOutputTokens: 100 + 4096 + 512,
      thinkingConfig: { thinkingBudget: 4096, includeThoughts: false },
    },
  },
  refusals: [
    {
      field: 'responseJsonSchema',
      said: {
        error: {
          code: 400,
          message:
            'Invalid JSON payload received. Unknown name "responseJsonSchema" at \'generation_config\': Cannot find field.',
          status: 'INVALID_ARGUMENT',
        },
      },
      change: 'its answers are held to no JSON Schema, only checked when they come',
    },
    {
      // Gemma: github.com/googleapis/python-genai, observed 2025
      field: 'responseMimeType',
      said: {
        error: {
          code: 400,
          message: 'JSON mode is not enabled for models/gemma-3-27b-it',
          status: 'INVALID_ARGUMENT',
        },
      },
      change: 'its answers are held to no JSON Schema, only checked when they come',
    },
    {
      // github.com/RooCodeInc/Roo-Code/issues/10700
      field: 'thinkingConfig',
      model: 'gemini-3.8-flash',
      said: {
        error: {
          code: 400,
          message: 'Thinking level is not supported for this model.',
          status: 'INVALID_ARGUMENT',
        },
      },
      change: 'how much to think is left to the model',
    },
    {
      // github.com/lobehub/lobehub/issues/7985
      field: 'thinkingConfig',
      said: {
        error: {
          code: 400,
          message: 'Thinking is not enabled for models/gemini-2.5-pro',
          status: 'INVALID_ARGUMENT',
        },
      },
      change: 'how much to think is left to the model',
    },
  ],
  environment: {
    GOOGLE_API_KEY: 'evil',
    GOOGLE_GEMINI_BASE_URL: 'http://evil.invalid',
    GOOGLE_VERTEX_BASE_URL: 'http://evil.invalid',
    GOOGLE_GENAI_USE_VERTEXAI: 'true',
    GOOGLE_GENAI_USE_ENTERPRISE: 'true',
    GOOGLE_GENAI_API_VERSION: 'evil',
    GOOGLE_CLOUD_PROJECT: 'evil',
    GOOGLE_CLOUD_LOCATION: 'evil',
  },
});
