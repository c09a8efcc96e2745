/** A claim is dead when its owner has given no sign of life for this long: ten missed beats. */
const SILENCE_MS = 300_000;

/**
 * Whether the owner of a claim still lives. On this machine the process table decides, so that a run may start again
 * at once after it was killed; the beat decides for other machines and for process ids that were given out anew.
 */
export const isOwnerAlive = (claim: Record<string, unknown>, host: string, nowMs: number): boolean => {
  if (Math.abs(nowMs - Number(claim.beat_ms)) > SILENCE_MS) return false;
  return claim.host !== host || isProcessAlive(Number(claim.pid));
};

const isProcessAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};
