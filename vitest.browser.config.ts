import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

// Pages in a real browser: Debian's Chromium, which `npm run test:browser` installs where it is missing.
export default defineConfig({
  test: {
    ...base.test,
    include: ['test/browser/**/*.browser.ts'],
    exclude: ['node_modules/**'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
