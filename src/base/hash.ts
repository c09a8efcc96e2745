import { hash } from 'node:crypto';

/** JSON text in which the keys of every object are sorted, so that equal values give equal text. */
export const toCanonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );

/** SHA-256 of a text's UTF-8, as 64 hexadecimal digits. */
export const hashText = (text: string): string => hash('sha256', text);

/** SHA-256 of a value's canonical JSON, as 64 hexadecimal digits. */
export const hashValue = (value: unknown): string => hashText(toCanonicalJson(value));
