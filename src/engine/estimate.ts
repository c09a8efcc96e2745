import type { Request } from '../providers/index.ts';

/** Characters of English and code that one token holds on average, by OpenAI's own rule of thumb (platform documentation, 2026-07-15). */
const CHARS_PER_TOKEN = 4;
/** A token is never shorter than a byte; prose and code stay well above two. */
const WORST_BYTES_PER_TOKEN = 2;
/** Role markers, schema and other overhead of a request, in tokens. */
const OVERHEAD_TOKENS = 200;

const listTexts = (request: Request): string[] => [
  request.system,
  ...request.messages.map(({ content }) => content),
  request.schema ? JSON.stringify(request.schema.schema) : '',
];

/** How many input tokens a request likely has. */
export const estimateInputTokens = (request: Request): number =>
  listTexts(request).reduce((sum, text) => sum + Math.ceil(text.length / CHARS_PER_TOKEN), 0);

/** More input tokens than a request can have, for a reservation that is never passed. */
export const boundInputTokens = (request: Request): number =>
  listTexts(request).reduce((sum, text) => sum + Math.ceil(Buffer.byteLength(text) / WORST_BYTES_PER_TOKEN), OVERHEAD_TOKENS);
