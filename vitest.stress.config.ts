import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

// Long runs, each of which may want the whole machine: one file after the other.
export default defineConfig({
  test: {
    ...base.test,
    include: ['test/stress/**/*.test.ts'],
    exclude: ['node_modules/**'],
    fileParallelism: false,
    testTimeout: 300_000,
  },
});
