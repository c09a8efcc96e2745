/** An object of parsed JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as an object; anything else is an empty one. */
export const toObject = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** The value as a list; anything else is an empty one. */
export const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The value as a text; anything else is undefined. */
export const toText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The value as a finite number; anything else is undefined. */
export const toNumber = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;
