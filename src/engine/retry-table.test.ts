import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ProblemKind } from '../providers/index.ts';
import { type Consequence, RETRY_RULES } from './retry-rules.ts';

/** What each recorded exchange of a provider has to lead to; those that are answers or settings are not named. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, Consequence>>>> = {
  openai: {
    'bad-key': 'stop-run',
    'bad-request': 'give-up',
    'content-filter': 'revise',
    'context-length': 'give-up',
    'cut-off': 'revise',
    forbidden: 'stop-run',
    overloaded: 'wait',
    'rate-limit-bare': 'wait',
    'rate-limit-retry-after': 'wait',
    'server-error': 'try-again',
    't01-credit-balance-exhausted': 'stop-run',
    't01-insufficient-quota': 'stop-run',
    't01-quota-without-code': 'stop-run',
    't01-request-too-large': 'give-up',
    't02-rate-limit': 'wait',
    't03-refusal': 'revise',
    't25-wrong-model': 'retry',
    'unknown-model': 'stop-run',
    'unknown-url': 'stop-run',
  },
  gemini: {
    'bad-request': 'give-up',
    'failed-precondition': 'stop-run',
    forbidden: 'stop-run',
    overloaded: 'wait',
    'rate-limit-bare': 'wait',
    safety: 'revise',
    'server-error': 'try-again',
    't11-blocked-prompt': 'revise',
    't12-recitation': 'revise',
    't13-limit-0': 'stop-run',
    't13-per-day': 'stop-run',
    't13-per-minute': 'wait',
    't15-bad-key': 'stop-run',
    'unknown-model': 'stop-run',
  },
  anthropic: {
    'bad-key': 'stop-run',
    'bad-request': 'give-up',
    'cut-off': 'revise',
    forbidden: 'stop-run',
    'rate-limit': 'wait',
    refusal: 'revise',
    'server-error': 'try-again',
    't19-billing': 'stop-run',
    't19-low-credit': 'stop-run',
    't19-overloaded': 'wait',
    't19-own-spend-limit': 'stop-run',
    't19-spend-limit': 'stop-run',
    'too-large': 'give-up',
    'unknown-model': 'stop-run',
  },
};

const FIXTURES = join(import.meta.dirname, '..', 'providers', 'fixtures');

describe.each(Object.entries(EXPECTED))('on the wire of %s', (provider, rows) => {
  test.each(Object.entries(rows))('%s leads to %s', (name, then) => {
    const file = join(FIXTURES, provider, `${name}.json`);
    const { expect: expected } = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly expect: { readonly problem?: { readonly kind: ProblemKind } };
    };
    const kind = expected.problem?.kind;
    expect(kind && RETRY_RULES[kind].then).toBe(then);
  });
});
