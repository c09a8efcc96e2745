import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { type Clock, isProcessAlive } from '../../base/index.ts';

/** An owner elsewhere is dead when it has given no sign of life for this long: ten missed beats. */
const SILENCE_MS = 300_000;
/** How often an owner gives a sign of life. */
export const BEAT_MS = 30_000;
/** How long an owner that seems silent is watched before it is held for dead: two beats and a bit. */
const WATCH_MS = 2 * BEAT_MS + 5_000;

/** Who holds a claim, or is at work on a run. */
export interface Owner {
  /** Random; where the system tells it, followed by `@` and the mark of the process. */
  readonly id: string;
  readonly host: string;
  readonly pid: number;
}

/** The ledgers that are open in this process. */
const openOwners = new Set<string>();

/** Makes the owner of the claims of one open ledger. */
export const beginOwner = (): Owner => {
  const mark = readMark(process.pid);
  const owner = {
    id: mark === undefined ? randomUUID() : `${randomUUID()}@${mark}`,
    host: hostname(),
    pid: process.pid,
  };
  openOwners.add(owner.id);
  return owner;
};

/** Says that an owner's ledger is closed. */
export const endOwner = (owner: Owner): void => {
  openOwners.delete(owner.id);
};

/**
 * Tells whether owners still live.
 *
 * On this machine the process table decides, so that a run may start again at once after it was killed. On Linux a
 * process is known by when it was started too, so a number that was given out anew deceives nobody, and no clock is
 * asked. For other machines, and where the start of a process cannot be read, the beat decides: it has to move on, as
 * measured by our own monotonic clock, so that a wall clock that was set frees no living claim and holds no dead one.
 */
export class OwnerWatch {
  readonly #host: string;
  readonly #clock: Clock;
  readonly #seen = new Map<string, { readonly beatMs: number; readonly sinceMs: number }>();

  constructor({ host }: Pick<Owner, 'host'>, clock: Clock) {
    this.#host = host;
    this.#clock = clock;
  }

  /** Whether an owner (columns `owner`, `host`, `pid`, `beat_ms`) lives, for one who asks again and again. */
  isAlive(claim: Record<string, unknown>): boolean {
    return this.#askSystem(claim) ?? this.#doesBeat(claim);
  }

  /** The same for one who asks once: a silence by the wall clock is enough to be held for dead. */
  looksAlive(claim: Record<string, unknown>): boolean {
    return this.#askSystem(claim) ?? !this.#isSilent(claim);
  }

  /** What the process table says; undefined when it cannot tell. */
  #askSystem(claim: Record<string, unknown>): boolean | undefined {
    if (claim.host !== this.#host) return undefined;
    const id = String(claim.owner);
    const pid = Number(claim.pid);
    const [, mark] = id.split('@');
    // Another container on this machine may bear our name; its process numbers mean nothing here.
    if (mark !== undefined && toSpace(mark) !== toSpace(readMark(process.pid) ?? mark)) return undefined;
    // The process before a restart of the machine, or of its container, may have had the number that is ours now.
    if (pid === process.pid) return openOwners.has(id);
    if (!isProcessAlive(pid)) return false;
    const now = readMark(pid);
    return mark === undefined || now === undefined ? undefined : mark === now;
  }

  #isSilent(claim: Record<string, unknown>): boolean {
    return Math.abs(this.#clock.nowMs() - Number(claim.beat_ms)) > SILENCE_MS;
  }

  #doesBeat(claim: Record<string, unknown>): boolean {
    const nowMs = this.#clock.monotonicMs();
    const id = String(claim.owner);
    const beatMs = Number(claim.beat_ms);
    const seen = this.#seen.get(id);
    if (seen === undefined || beatMs !== seen.beatMs) {
      this.#seen.set(id, { beatMs, sinceMs: nowMs });
      return true;
    }
    return nowMs - seen.sinceMs < (this.#isSilent(claim) ? WATCH_MS : SILENCE_MS);
  }
}

/**
 * What tells a process from every other that had or will have its number: boot, space of process numbers, and time of
 * start (field 22 of /proc/PID/stat, proc(5)). Undefined where there is no such file system.
 */
const readMark = (pid: number): string | undefined => {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
    const space = /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0];
    // The name of the program, in brackets, may hold blanks and brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return started === undefined ? undefined : `${boot}.${space}.${started}`;
  } catch {
    return undefined;
  }
};

/** Boot and space of process numbers; within one of them a number is given to one process at a time. */
const toSpace = (mark: string): string => mark.split('.')[1] ?? '';
