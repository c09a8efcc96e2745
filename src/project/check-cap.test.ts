import { describe, expect, test } from 'vitest';
import { checkCap } from './check-cap.ts';

describe('a budget below one call', () => {
  const meet = (worstUsd: number | undefined, maxCostUsd: number) => () => checkCap(worstUsd, { maxCostUsd });

  test('is told with the figure that is needed, which is never too small', () => {
    expect(meet(0.0412, 0.01)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: 'One call may cost up to $0.05, which is more than --max-cost-usd 0.01. Nothing was asked.',
        hint: 'Give --max-cost-usd 0.05 or more, or ask for shorter answers with --max-tokens.',
      }),
    );
    expect(meet(0.000_412, 0.0001)).toThrow('up to $0.00042,');
    expect(meet(0.05, 0)).toThrow('up to $0.05,');
  });

  test('is none when the call just fits, or nothing is left to be asked', () => {
    expect(meet(0.05, 0.05)).not.toThrow();
    expect(meet(undefined, 0)).not.toThrow();
    expect(meet(1e9, Number.POSITIVE_INFINITY)).not.toThrow();
  });
});
