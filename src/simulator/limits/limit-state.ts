/** One allowance per minute as it stands. */
export interface Level {
  readonly limit: number;
  /** What may be taken now, rounded down; never below 0. */
  readonly remaining: number;
  /** Milliseconds until all that can be saved up is there again. */
  readonly resetMs: number;
}

/** What is left of each limit that is set. */
export interface LimitState {
  readonly requests?: Level;
  /** On the Anthropic wire these are input tokens. */
  readonly tokens?: Level;
  /** Only the Anthropic wire has such a limit. */
  readonly outputTokens?: Level;
}
