/** How much of an answer had come: no byte, some of its head, or the whole head. */
export type Heard = 'nothing' | 'bytes' | 'head';

/** A post that brought no whole answer, with what was seen of the connection. The system's own error is the cause. */
export class PostFault extends Error {
  override readonly name = 'PostFault';
  readonly heard: Heard;
  /** Whether an earlier exchange had used the connection. */
  readonly isReused: boolean;

  constructor(cause: unknown, heard: Heard, isReused: boolean) {
    super('no whole answer', { cause });
    this.heard = heard;
    this.isReused = isReused;
  }
}
