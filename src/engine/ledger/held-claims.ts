import type { Clock } from '../../base/index.ts';
import { BEAT_MS, endOwner, type Owner, type OwnerWatch } from './claim.ts';
import type { GroupCommit } from './group-commit.ts';
import type { CallKey, CallRecord } from './ledger.ts';
import type { Writes } from './statements.ts';

/** The calls that this ledger holds, with the sign of life that keeps them from others. */
export class HeldClaims {
  readonly #sql: Writes;
  readonly #commits: GroupCommit;
  readonly #clock: Clock;
  readonly #owner: Owner;
  readonly #watch: OwnerWatch;
  readonly #held = new Set<CallKey>();
  readonly #beat: NodeJS.Timeout;

  constructor(sql: Writes, commits: GroupCommit, clock: Clock, owner: Owner, watch: OwnerWatch) {
    this.#sql = sql;
    this.#commits = commits;
    this.#clock = clock;
    this.#owner = owner;
    this.#watch = watch;
    this.#beat = setInterval(() => this.#giveSign(), BEAT_MS).unref();
  }

  /** See `Ledger.claim`. */
  async claim(call: CallRecord, signal?: AbortSignal): Promise<boolean> {
    if (this.#held.has(call.key)) return false;
    this.#held.add(call.key);
    let isTaken = false;
    try {
      // On the reserve there is room for answers, not for what leads to more of them.
      if (!(await this.#commits.outage.whenWritable(signal))) return false;
      isTaken = (await this.#commits.write<boolean | undefined>(() => this.#take(call), { signal })) ?? false;
      return isTaken;
    } finally {
      if (!isTaken) this.#held.delete(call.key);
    }
  }

  /** See `Ledger.release`. */
  release(key: CallKey): void {
    this.#held.delete(key);
    void this.#commits.write(() => this.#sql.dropClaim.run(key, this.#owner.id)).catch(() => undefined);
  }

  /** Gives everything back. */
  async end(): Promise<void> {
    clearInterval(this.#beat);
    await this.#commits
      .write(() => this.#sql.dropClaims.run(this.#owner.id), { isUrgent: true })
      .catch(() => undefined);
    endOwner(this.#owner);
  }

  #take({ key, provider, baseUrl, model, request }: CallRecord): boolean {
    const { id, host, pid } = this.#owner;
    const other = this.#sql.claim.get(key);
    if (other && other.owner !== id && this.#watch.isAlive(other)) return false;
    const nowMs = Math.round(this.#clock.nowMs());
    this.#sql.putClaim.run(key, id, host, pid, nowMs);
    this.#sql.putCall.run(key, provider, baseUrl, model, request, nowMs);
    return true;
  }

  #giveSign(): void {
    const nowMs = Math.round(this.#clock.nowMs());
    void this.#commits
      .write(() => {
        this.#sql.beatClaims.run(nowMs, this.#owner.id);
        this.#sql.beatRuns.run(nowMs, this.#owner.id);
      })
      .catch(() => undefined);
  }
}
