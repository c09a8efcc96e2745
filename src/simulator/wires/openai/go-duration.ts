/** A duration as OpenAI's headers and messages write it, which is Go's way: `120ms`, `1.5s`, `6m0s`. Rounded up. */
export const toGoDuration = (durationMs: number): string => {
  const ms = Math.max(0, Math.ceil(durationMs));
  if (ms === 0) return '0s';
  if (ms < 1000) return `${ms}ms`;
  const minutes = Math.floor(ms / 60_000);
  const seconds = Number(((ms - minutes * 60_000) / 1000).toFixed(3));
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds}s`;
};
