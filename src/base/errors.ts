/** Every fault that a user can mend; each has a heading in `docs/errors.md`. */
export const ERROR_CODES = [
  'USAGE',
  'RECIPE_BROKEN',
  'RECIPE_MISSING',
  'FOLDER_NOT_EMPTY',
  'KEY_MISSING',
  'KEY_REFUSED',
  'CREDIT_EXHAUSTED',
  'QUOTA_EXHAUSTED',
  'MODEL_UNKNOWN',
  'MODEL_RETIRED',
  'PRICE_UNKNOWN',
  'PROVIDER_UNREACHABLE',
  'PROVIDER_REFUSES',
  'BASE_URL_WRONG',
  'OUTPUT_NOT_WRITABLE',
  'LEDGER_NEWER',
  'LEDGER_UNREADABLE',
  'LEDGER_DAMAGED',
  'LEDGER_NOT_WRITABLE',
  'LEDGER_FULL',
  'ENV_UNREADABLE',
  'MODELS_BROKEN',
  'PORT_TAKEN',
] as const;

/** The stable name of a fault. */
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Where a fault lies. Lines count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
}

/** One fault of many that were found at once. */
export interface Trouble {
  readonly message: string;
  readonly place?: Place;
}

/** A fault the user can mend. Whatever else is thrown is a bug of ours, and is shown as such. */
export class IdiolectError extends Error {
  override readonly name = 'IdiolectError';
  readonly code: ErrorCode;
  /** What to do now, in the imperative. */
  readonly hint: string;
  readonly place: Place | undefined;
  /** The single faults, when there are several. */
  readonly troubles: readonly Trouble[];

  constructor(
    code: ErrorCode,
    message: string,
    details: { hint: string; place?: Place; troubles?: readonly Trouble[]; cause?: unknown },
  ) {
    super(message, { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
    this.place = details.place;
    this.troubles = details.troubles ?? [];
  }
}

/** `file:line`, or the file alone. */
export const toPlaceText = (place: Place): string =>
  place.line === undefined ? place.file : `${place.file}:${place.line}`;

/** The system's name of an input or output fault (`ENOENT`, `EACCES`), when it is one. */
export const toSystemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
