const ROOM = 64;

/** Hands values from many writers to one reader. Writers wait while `ROOM` values lie unread. */
export class OutcomeQueue<Value> implements AsyncIterable<Value> {
  #values: Value[] = [];
  #closed = false;
  #wakeReader: (() => void) | undefined;
  #wakeWriters: Array<() => void> = [];

  /** Once the reader has left, values go nowhere and nobody waits. */
  async put(value: Value): Promise<void> {
    if (this.#closed) return;
    this.#values.push(value);
    this.#wakeReader?.();
    if (this.#values.length > ROOM) await new Promise<void>((wake) => this.#wakeWriters.push(wake));
  }

  /** Ends the reader's iteration once everything is read. */
  close(): void {
    this.#closed = true;
    this.#wakeReader?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Value> {
    try {
      for (;;) {
        const batch = this.#values;
        this.#values = [];
        this.#letWritersGo();
        yield* batch;
        if (this.#values.length > 0) continue;
        if (this.#closed) return;
        await new Promise<void>((wake) => {
          this.#wakeReader = wake;
        });
        this.#wakeReader = undefined;
      }
    } finally {
      this.#closed = true;
      this.#letWritersGo();
    }
  }

  #letWritersGo(): void {
    const writers = this.#wakeWriters;
    this.#wakeWriters = [];
    for (const wake of writers) wake();
  }
}
