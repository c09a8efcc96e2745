import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Clock } from '../../base/index.ts';

/** A claim is dead when its owner has given no sign of life for this long: ten missed beats. */
const SILENCE_MS = 300_000;
/** How often an owner gives a sign of life. */
export const BEAT_MS = 30_000;
/** How long a silent owner whose process runs is watched before it is held for dead: two beats and a bit. */
const WATCH_MS = 2 * BEAT_MS + 5_000;

/** Who holds a claim. */
export interface Owner {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
}

/** The ledgers that are open in this process. */
const openOwners = new Set<string>();

/** Makes the owner of the claims of one open ledger. */
export const beginOwner = (): Owner => {
  const owner = { id: randomUUID(), host: hostname(), pid: process.pid };
  openOwners.add(owner.id);
  return owner;
};

/** Says that an owner's ledger is closed. */
export const endOwner = (owner: Owner): void => {
  openOwners.delete(owner.id);
};

/**
 * Tells whether the owners of claims still live. On this machine the process table decides, so that a run may start
 * again at once after it was killed; the beat decides for other machines and for process ids that were given out anew.
 */
export class OwnerWatch {
  readonly #host: string;
  readonly #clock: Clock;
  readonly #silent = new Map<string, { readonly beatMs: number; readonly sinceMs: number }>();

  constructor({ host }: Owner, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
  }

  isAlive(claim: Record<string, unknown>): boolean {
    const isSilent = Math.abs(this.#clock.nowMs() - Number(claim.beat_ms)) > SILENCE_MS;
    if (claim.host !== this.#host) return !isSilent;
    const id = String(claim.owner);
    const pid = Number(claim.pid);
    // The process before a restart of the machine, or of its container, may have had the number that is ours now.
    if (pid === process.pid) return openOwners.has(id);
    if (!isProcessAlive(pid)) return false;
    return !isSilent || this.#isWithinWatch(id, Number(claim.beat_ms));
  }

  /** Gives a machine that slept, or whose clock was set, the time to beat again. */
  #isWithinWatch(id: string, beatMs: number): boolean {
    const nowMs = this.#clock.monotonicMs();
    const seen = this.#silent.get(id);
    if (seen !== undefined && beatMs <= seen.beatMs) return nowMs - seen.sinceMs < WATCH_MS;
    this.#silent.set(id, { beatMs, sinceMs: nowMs });
    return true;
  }
}

const isProcessAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};
