import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Thinking } from '../models/model.ts';
import { toOutputLimit, toThinkingBudget } from './room.ts';

const make = (maxTokens: number) => ({ model: 'm', system: '', messages: [], temperature: 1, maxTokens });
const make25Pro = (maxOutput?: number) => ({
  thinking: { kind: 'budget', default: 4096, min: 128, max: 32_768 } satisfies Thinking,
  temperature: true,
  structuredOutput: 'json-schema' as const,
  ...(maxOutput !== undefined && { maxOutput }),
});

test.each([
  // 3,000 + 4,096 + 512
  [3000, 65_536, 7608, 4096],
  // 64,000 + 4,608 is over the maximum: 65,536 − 64,000 − 512 are left for thoughts
  [64_000, 65_536, 65_536, 1024],
  // Nothing is left; the least that it takes
  [65_536, 65_536, 65_536, 128],
  [3000, undefined, 7608, 4096],
])(
  'T10: %d tokens of answer of at most %s are sent as %d with a budget of %d',
  (room, most, limit, budget) => {
    expect(toOutputLimit(make(room), make25Pro(most))).toBe(limit);
    expect(toThinkingBudget(make(room), make25Pro(most))).toBe(budget);
  },
);

test('T10: answer and thoughts fit into the limit wherever the model has room for both', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 64, max: 100_000 }),
      fc.integer({ min: 256, max: 100_000 }),
      (room, maxOutput) => {
        const traits = make25Pro(maxOutput);
        const limit = toOutputLimit(make(room), traits);
        const budget = toThinkingBudget(make(room), traits) ?? 0;
        expect(limit).toBeLessThanOrEqual(maxOutput);
        if (room + 128 + 512 <= maxOutput) expect(room + budget).toBeLessThanOrEqual(limit);
      },
    ),
  );
});
