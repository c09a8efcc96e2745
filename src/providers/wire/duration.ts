const UNIT_MS: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 0.001,
  µs: 0.001,
  μs: 0.001,
  ns: 0.000001,
};
const PART = String.raw`(\d+(?:\.\d+)?)(ms|us|µs|μs|ns|h|m|s)`;
const WHOLE = new RegExp(`^(?:${PART})+$`);

/**
 * Milliseconds of a Go duration, `6m0s` or `120ms`, as OpenAI writes it in `x-ratelimit-reset-*`
 * (OpenAI rate limits guide, 2026-07-15). A protobuf duration, `38s` or `4.2s`, is one too.
 */
export const parseDurationMs = (text: string): number | undefined => {
  const trimmed = text.trim();
  if (!WHOLE.test(trimmed)) return undefined;
  let totalMs = 0;
  for (const [, amount, unit] of trimmed.matchAll(new RegExp(PART, 'g'))) {
    totalMs += Number(amount) * (UNIT_MS[unit ?? ''] ?? 0);
  }
  return totalMs;
};
