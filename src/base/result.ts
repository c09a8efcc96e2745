/** Either a value or the reason why there is none. Expected failures travel as values, never as exceptions. */
export type Result<Value, Failure> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

/** Wraps a value as a success. */
export const ok = <Value>(value: Value): Result<Value, never> => ({ ok: true, value });

/** Wraps a reason as a failure. */
export const fail = <Failure>(failure: Failure): Result<never, Failure> => ({ ok: false, failure });
