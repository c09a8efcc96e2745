/** Who speaks: the learner or the mentor. */
export type Role = 'user' | 'assistant';

/** One turn. */
export interface Message {
  readonly role: Role;
  readonly content: string;
}
