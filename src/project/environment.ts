import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { IdiolectError, toSystemCode } from '../base/index.ts';
import type { ProviderName } from '../providers/index.ts';

/** Keys and addresses as the environment gives them. This file alone reads `process.env`. */
export interface Environment {
  readonly keys: Readonly<Partial<Record<ProviderName, string>>>;
  readonly baseUrls: Readonly<Partial<Record<ProviderName, string>>>;
}

/** The variables of each provider; of several the first that is set counts. */
export const KEY_VARIABLES = {
  openai: ['OPENAI_API_KEY'],
  gemini: ['GOOGLE_API_KEY', 'GEMINI_API_KEY'],
  anthropic: ['ANTHROPIC_API_KEY'],
} as const satisfies Record<ProviderName, readonly string[]>;

export const BASE_URL_VARIABLES = {
  openai: ['OPENAI_BASE_URL'],
  gemini: ['GOOGLE_GEMINI_BASE_URL'],
  anthropic: ['ANTHROPIC_BASE_URL'],
} as const satisfies Record<ProviderName, readonly string[]>;

/**
 * Reads the real environment and, behind it, the `.env` file of a folder. Empty variables count as not set.
 *
 * @throws {IdiolectError} `ENV_UNREADABLE` when there is a `.env` that cannot be read.
 */
export const readEnvironment = (
  folder: string,
  real: Readonly<Record<string, string | undefined>> = process.env,
): Environment => {
  const fromFile = readEnvFile(join(folder, '.env'));
  const find = (names: readonly string[]): string | undefined =>
    names.map((name) => real[name]?.trim() || undefined).find(Boolean) ??
    names.map((name) => fromFile[name]?.trim() || undefined).find(Boolean);
  const collect = (variables: Record<ProviderName, readonly string[]>) =>
    Object.fromEntries(
      Object.entries(variables).flatMap(([provider, names]) => {
        const value = find(names);
        return value === undefined ? [] : [[provider, value]];
      }),
    ) as Partial<Record<ProviderName, string>>;
  return { keys: collect(KEY_VARIABLES), baseUrls: collect(BASE_URL_VARIABLES) };
};

const readEnvFile = (file: string): Record<string, string | undefined> => {
  try {
    return parseEnv(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (cause) {
    if (toSystemCode(cause) === 'ENOENT') return {};
    throw new IdiolectError(
      'ENV_UNREADABLE',
      `The file with the keys cannot be read (${toSystemCode(cause)}).`,
      {
        hint: 'Make it readable, or set the keys in the environment and remove it.',
        place: { file },
        cause,
      },
    );
  }
};
