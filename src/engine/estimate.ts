import type { Request } from '../providers/index.ts';

/** Characters of English and code that one token holds on average, by OpenAI's own rule of thumb (platform documentation, 2026-07-15). */
const CHARS_PER_TOKEN = 4;
/** What a provider adds of its own for answers with a schema: instructions, separators. */
const OVERHEAD_TOKENS = 500;
/** Role markers and separators of one message. */
const OVERHEAD_PER_MESSAGE = 10;

const listTexts = (request: Request): string[] => [
  request.system,
  ...request.messages.map(({ content }) => content),
  request.schema ? JSON.stringify(request.schema.schema) : '',
];

/** How many input tokens a request likely has. */
export const estimateInputTokens = (request: Request): number =>
  listTexts(request).reduce((sum, text) => sum + Math.ceil(text.length / CHARS_PER_TOKEN), 0);

/**
 * More input tokens than a request can have, for a reservation that is never passed: no tokenizer in use makes more
 * than one token of a byte, and rare scripts, emoji and random characters come near that.
 */
export const boundInputTokens = (request: Request): number =>
  listTexts(request).reduce(
    (sum, text) => sum + Buffer.byteLength(text),
    OVERHEAD_TOKENS + OVERHEAD_PER_MESSAGE * request.messages.length,
  );
