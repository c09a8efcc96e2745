import type { Headers } from './wire.ts';

/** The token of an `Authorization: Bearer …` header; undefined when there is none. */
export const readBearer = (headers: Headers): string | undefined => {
  const value = headers.authorization;
  const token = typeof value === 'string' ? /^Bearer\s+(\S+)\s*$/i.exec(value)?.[1] : undefined;
  return token === undefined || token === '' ? undefined : token;
};

/** A header's value when it is there and not empty. */
export const readHeader = (headers: Headers, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};
