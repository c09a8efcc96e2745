import { defineConfig } from 'vitest/config';
import { CountReporter } from './test/count-reporter.ts';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['test/stress/**', 'node_modules/**'],
    reporters: ['default', new CountReporter()],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Tests bring every key and address themselves; what is set on the machine must not reach them.
    env: {
      OPENAI_API_KEY: '',
      GOOGLE_API_KEY: '',
      GEMINI_API_KEY: '',
      ANTHROPIC_API_KEY: '',
      OPENAI_BASE_URL: '',
      GOOGLE_GEMINI_BASE_URL: '',
      ANTHROPIC_BASE_URL: '',
    },
  },
});
