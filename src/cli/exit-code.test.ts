import { describe, expect, test } from 'vitest';
import type { GenerateSummary } from '../index.ts';
import { EXIT, toExitCode } from './exit-code.ts';
import { makeFailed, makeSummary, stoppedBy } from './testing/make-summary.ts';

const part = { written: 4, unfinished: 6 };
const none = { written: 0, unfinished: 10 };

describe('the exit code of a generation', () => {
  test.each<[string, Partial<GenerateSummary>, number]>([
    ['everything is written', {}, EXIT.done],
    ['a conversation was given up', { written: 9, failed: makeFailed(1) }, EXIT.incomplete],
    ['all were given up', { written: 0, failed: makeFailed(10) }, EXIT.incomplete],
    ['the budget is used up', { ...part, stopReason: { kind: 'budget', needUsd: 0.1 } }, EXIT.incomplete],
    ['it was interrupted', { ...part, stopReason: { kind: 'interrupted' } }, EXIT.interrupted],
    ['it was interrupted by the last answer', { stopReason: { kind: 'interrupted' } }, EXIT.interrupted],
    ['the key is refused', { ...none, ...stoppedBy('bad-key') }, EXIT.mend],
    ['the key is refused in mid-run', { ...part, ...stoppedBy('bad-key') }, EXIT.mend],
    ['the key may not do this', { ...none, ...stoppedBy('forbidden') }, EXIT.mend],
    ['there is no such model', { ...none, ...stoppedBy('unknown-model') }, EXIT.mend],
    ['another model answers', { ...none, ...stoppedBy('wrong-model') }, EXIT.mend],
    ['the address is another', { ...none, ...stoppedBy('wrong-url') }, EXIT.mend],
    ['the request is refused', { ...none, ...stoppedBy('bad-request') }, EXIT.mend],
    ['the request is too large', { ...none, ...stoppedBy('too-large') }, EXIT.mend],
    ['nobody is at the address', { ...none, ...stoppedBy('unreachable') }, EXIT.mend],
    ['the provider went away in mid-run', { ...part, ...stoppedBy('unreachable') }, EXIT.incomplete],
    ['the credit is used up', { ...part, ...stoppedBy('no-credit') }, EXIT.incomplete],
    ['the quota of the day is used up', { ...none, ...stoppedBy('daily-quota') }, EXIT.incomplete],
    ['nothing but overload comes', { ...none, ...stoppedBy('overloaded') }, EXIT.incomplete],
    ['the stop came after the last conversation', { ...stoppedBy('no-credit') }, EXIT.done],
  ])('when %s', (_when, changes, code) => {
    expect(toExitCode([makeSummary(changes)])).toBe(code);
  });

  test.each<[Array<Partial<GenerateSummary>>, number]>([
    [[{}, {}], EXIT.done],
    [[{}, { ...none, ...stoppedBy('bad-key') }], EXIT.mend],
    [
      [
        { ...none, ...stoppedBy('bad-key') },
        { ...part, ...stoppedBy('no-credit') },
      ],
      EXIT.mend,
    ],
    [
      [
        { ...part, stopReason: { kind: 'interrupted' } },
        { ...none, ...stoppedBy('bad-key') },
      ],
      EXIT.interrupted,
    ],
  ])('of several providers is that which asks most of the user (%#)', (parts, code) => {
    expect(toExitCode(parts.map(makeSummary))).toBe(code);
    expect(toExitCode(parts.toReversed().map(makeSummary))).toBe(code);
  });
});
