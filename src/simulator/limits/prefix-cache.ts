const CHARS_PER_TOKEN = 4;
const STEP_TOKENS = 128;
const LEAST_CHARS = 1024 * CHARS_PER_TOKEN;
const MOST_KEPT = 64;

/**
 * Remembers prompts, to bill the start that a new one shares with an earlier one as cached input.
 *
 * As OpenAI's guide to prompt caching has it: from 1,024 tokens on, in steps of 128.
 */
export class PrefixCache {
  readonly #kept = new Map<string, string>();

  /** How many of the prompt's first tokens were seen before. */
  measure(scope: string, prompt: string): number {
    const earlier = this.#kept.get(toKey(scope, prompt));
    if (earlier === undefined || prompt.length < LEAST_CHARS) return 0;
    return Math.floor(countShared(earlier, prompt) / (CHARS_PER_TOKEN * STEP_TOKENS)) * STEP_TOKENS;
  }

  /** Keeps a prompt that was billed. The oldest goes when there are too many. */
  remember(scope: string, prompt: string): void {
    const key = toKey(scope, prompt);
    if (prompt.length < LEAST_CHARS || this.#kept.has(key)) return;
    const oldest = this.#kept.size >= MOST_KEPT ? this.#kept.keys().next().value : undefined;
    if (oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(key, prompt);
  }

  reset(): void {
    this.#kept.clear();
  }
}

const toKey = (scope: string, prompt: string): string => `${scope}\n${prompt.slice(0, LEAST_CHARS)}`;

const countShared = (a: string, b: string): number => {
  const most = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < most && a.charCodeAt(shared) === b.charCodeAt(shared)) shared++;
  return shared;
};
