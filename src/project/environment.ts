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
 * @throws {IdiolectError} `ENV_UNREADABLE` when there is a `.env` that cannot be read as text.
 */
export const readEnvironment = (
  folder: string,
  real: Readonly<Record<string, string | undefined>> = process.env,
): Environment => {
  const sources = [real, readEnvFile(join(folder, '.env'))];
  const find = (names: readonly string[]): string | undefined =>
    sources.flatMap((source) => names.map((name) => source[name]?.trim())).find(Boolean);
  const findAll = (variables: Record<ProviderName, readonly string[]>): Environment['keys'] =>
    Object.fromEntries(
      Object.entries(variables)
        .map(([provider, names]) => [provider, find(names)])
        .filter(([, value]) => value !== undefined),
    );
  return { keys: findAll(KEY_VARIABLES), baseUrls: findAll(BASE_URL_VARIABLES) };
};

/** What the standard variables of OpenTelemetry ask for. */
export interface TelemetryWish {
  readonly traces: boolean;
  readonly metrics: boolean;
  /** Whether they name the service. */
  readonly namesService: boolean;
  /** Whether they name what the resource is described by. */
  readonly namesDetectors: boolean;
}

/**
 * Reads whether traces or metrics are asked for: by an address to send them to, or by the name of an exporter.
 * Undefined when they are not. Of the real environment alone, for the SDK reads the rest of its variables there.
 */
export const readTelemetryWish = (
  real: Readonly<Record<string, string | undefined>> = process.env,
): TelemetryWish | undefined => {
  const read = (name: string): string => real[name]?.trim() ?? '';
  const isWanted = (signal: string): boolean => {
    const exporter = read(`OTEL_${signal}_EXPORTER`);
    if (exporter !== '') return exporter.toLowerCase() !== 'none';
    return read('OTEL_EXPORTER_OTLP_ENDPOINT') !== '' || read(`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`) !== '';
  };
  const [traces, metrics] = [isWanted('TRACES'), isWanted('METRICS')];
  if ((!traces && !metrics) || read('OTEL_SDK_DISABLED').toLowerCase() === 'true') return undefined;
  return {
    traces,
    metrics,
    namesService: read('OTEL_SERVICE_NAME') !== '' || /service\.name=/.test(read('OTEL_RESOURCE_ATTRIBUTES')),
    namesDetectors: read('OTEL_NODE_RESOURCE_DETECTORS') !== '',
  };
};

const readEnvFile = (file: string): Record<string, string | undefined> => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
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
  // Windows PowerShell writes UTF-16 by `>`; read as UTF-8 it would hold no key, and the run would be a rehearsal.
  if (text.includes('\0')) {
    throw new IdiolectError('ENV_UNREADABLE', 'The file with the keys is not UTF-8 text.', {
      hint: 'Save it as UTF-8, or set the keys in the environment and remove it.',
      place: { file },
    });
  }
  return parseEnv(withoutEdges(text));
};

/** Without a byte order mark, and without blanks at line ends: after `A= ` Node takes the next line for A's value. */
const withoutEdges = (text: string): string => text.replace(/^\uFEFF/, '').replace(/[^\S\n]+$/gm, '');
