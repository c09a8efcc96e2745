const CHARS_PER_TOKEN = 4;
const STEP_TOKENS = 128;
const STEP_CHARS = STEP_TOKENS * CHARS_PER_TOKEN;
const LEAST_CHARS = 1024 * CHARS_PER_TOKEN;
const MOST_KEPT = 8;

/**
 * Remembers prompts, to bill the start that a new one shares with an earlier one as cached input.
 *
 * As OpenAI's guide to prompt caching has it: from 1,024 tokens on, in steps of 128.
 */
export class PrefixCache {
  readonly #kept = new Map<string, string[]>();

  /** How many of the prompt's first tokens were seen before. */
  measure(scope: string, prompt: string): number {
    if (prompt.length < LEAST_CHARS) return 0;
    const start = prompt.slice(0, LEAST_CHARS);
    const earlier = this.#kept.get(scope)?.find((kept) => kept.startsWith(start));
    if (earlier === undefined) return 0;
    return countSharedSteps(earlier, prompt) * STEP_TOKENS;
  }

  /** Keeps a prompt that was billed. The oldest goes when there are too many. */
  remember(scope: string, prompt: string): void {
    if (prompt.length < LEAST_CHARS) return;
    const kept = this.#kept.get(scope) ?? [];
    if (kept.includes(prompt)) return;
    if (kept.length >= MOST_KEPT) kept.shift();
    kept.push(prompt);
    this.#kept.set(scope, kept);
  }

  reset(): void {
    this.#kept.clear();
  }
}

/** How many steps of the start are the same in both. */
const countSharedSteps = (a: string, b: string): number => {
  const most = Math.floor(Math.min(a.length, b.length) / STEP_CHARS);
  let steps = 0;
  while (steps < most && isSameStep(a, b, steps * STEP_CHARS)) steps++;
  return steps;
};

const isSameStep = (a: string, b: string, start: number): boolean =>
  a.slice(start, start + STEP_CHARS) === b.slice(start, start + STEP_CHARS);
