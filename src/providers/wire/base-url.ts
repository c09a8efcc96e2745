import { IdiolectError } from '../../base/index.ts';

/** A base URL in one form: without spaces around it and without a slash at its end. */
export const toBaseUrl = (text: string): string => {
  const trimmed = text.trim().replace(/\/+$/, '');
  const url = URL.canParse(trimmed) ? new URL(trimmed) : undefined;
  const fault = findFault(url);
  if (fault === undefined) return trimmed;
  // The text itself may hold a password.
  throw new IdiolectError('BASE_URL_WRONG', `The base URL ${fault}.`, {
    hint: 'Give it like https://api.openai.com/v1 or http://localhost:11434/v1.',
  });
};

const findFault = (url: URL | undefined): string | undefined => {
  if (url === undefined) return 'is not a URL';
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return 'begins with neither http:// nor https://';
  if (url.username !== '' || url.password !== '')
    return 'holds a user name or password; the key has its own place';
  if (url.search !== '' || url.hash !== '') return 'holds a ? or #';
  return undefined;
};

/** Whether a URL is on a host or below it (`eu.api.openai.com` is below `api.openai.com`). */
export const isOnHost = (baseUrl: string, host: string): boolean => {
  const { hostname } = new URL(baseUrl);
  return hostname === host || hostname.endsWith(`.${host}`);
};
