const LEAST_TOKENS = 1024;
const STEP_TOKENS = 128;
const CHARS_PER_TOKEN = 4;
const MOST_KEPT = 64;

/**
 * Remembers prompts, to bill the start that a new one shares with an earlier one as cached input.
 *
 * As OpenAI's guide to prompt caching has it: from 1,024 tokens on, in steps of 128.
 */
export class PrefixCache {
  readonly #kept = new Map<string, string>();

  /** How many of the prompt's first tokens were seen before. Remembers the prompt. */
  measure(scope: string, prompt: string): number {
    const start = prompt.slice(0, LEAST_TOKENS * CHARS_PER_TOKEN);
    if (start.length < LEAST_TOKENS * CHARS_PER_TOKEN) return 0;
    const key = `${scope}\n${start}`;
    const earlier = this.#kept.get(key);
    if (earlier !== undefined) {
      return Math.floor(countShared(earlier, prompt) / (CHARS_PER_TOKEN * STEP_TOKENS)) * STEP_TOKENS;
    }
    const oldest = this.#kept.size >= MOST_KEPT ? this.#kept.keys().next().value : undefined;
    if (oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(key, prompt);
    return 0;
  }

  reset(): void {
    this.#kept.clear();
  }
}

const countShared = (a: string, b: string): number => {
  const most = Math.min(a.length, b.length);
  let shared = 0;
  while (shared < most && a.charCodeAt(shared) === b.charCodeAt(shared)) shared++;
  return shared;
};
