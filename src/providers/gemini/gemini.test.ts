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
