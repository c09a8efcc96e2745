import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { EXIT } from './exit-code.ts';
import { main } from './main.ts';
import { captureIo } from './testing/capture-io.ts';

const run = async (...args: string[]) => {
  const io = captureIo();
  const code = await main(args, io);
  return { code, out: io.out(), err: io.err() };
};
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

describe('help', () => {
  test.each([[['--help']], [['-h']], [['help']]])('of the program, by %j, goes to stdout', async (args) => {
    const { code, out, err } = await run(...args);
    expect({ code, err }).toEqual({ code: EXIT.done, err: '' });
    expect(out).toMatch(/^Usage: idiolect/);
    for (const name of ['init', 'plan', 'generate', 'status', 'simulator'])
      expect(out).toContain(`  ${name} `);
    expect(out).toContain('Start: idiolect generate --provider openai --count 5 --simulate');
  });

  test.each(['init', 'plan', 'generate', 'status', 'simulator'])('of %s goes to stdout', async (name) => {
    for (const args of [
      [name, '--help'],
      ['help', name],
    ]) {
      const { code, out, err } = await run(...args);
      expect({ code, err }).toEqual({ code: EXIT.done, err: '' });
      expect(out).toMatch(new RegExp(`^Usage: idiolect ${name} `));
    }
  });

  test('of generate ends with examples that it takes itself', async () => {
    const { out } = await run('generate', '--help');
    const examples = out.split('Examples:\n')[1]?.trim().split('\n') ?? [];
    expect(examples.length).toBeGreaterThan(2);
    for (const example of examples) {
      const args = example
        .trim()
        .replace(/^idiolect /, '')
        .split(/\s+/);
      // A count of 0 is refused after all flags have been read and before anything is done.
      const { err } = await run(...args, '--count', '0');
      expect(err).toContain('--count is 0.');
    }
  });

  test('without a command is shown as what is missing', async () => {
    const { code, out, err } = await run();
    expect({ code, out }).toEqual({ code: EXIT.mend, out: '' });
    expect(err).toMatch(/^Usage: idiolect/);
  });

  test.each(['-V', '--version'])('%s tells the version', async (flag) => {
    expect(await run(flag)).toEqual({ code: EXIT.done, out: `${version}\n`, err: '' });
  });
});

describe('wrong usage is told on stderr, with a suggestion where one is near', () => {
  test.each([
    [['genrate'], "✗ unknown command 'genrate'\n  → (Did you mean generate?)\n"],
    [['plan', '--cuont', '5'], "✗ unknown option '--cuont'\n  → (Did you mean --count?)\n"],
    [['plan', '--count'], "✗ option '--count <n>' argument missing\n"],
    [
      ['plan', '--count', 'ten'],
      "✗ option '--count <n>' argument 'ten' is invalid. --count takes a number.\n",
    ],
    [['plan', '--count='], "✗ option '--count <n>' argument '' is invalid. --count takes a number.\n"],
    [['plan', 'extra'], "✗ too many arguments for 'plan'. Expected 0 arguments but got 1: extra.\n"],
    [['init', 'a', 'b'], "✗ too many arguments for 'init'. Expected 1 argument but got 2: a, b.\n"],
  ])('%j', async (args, text) => {
    expect(await run(...args)).toEqual({ code: EXIT.mend, out: '', err: text });
  });

  test.each([
    [['generate'], '--provider'],
    [['generate', '--provider', 'opnai'], 'Did you mean "openai"?'],
    [['generate', '--provider', ','], '--provider'],
    [['plan', '--count', '-5'], '--count is -5.'],
    [['plan', '--design', 'balancd'], 'Did you mean "balanced"?'],
    [['simulator', '--port', '70000'], '--port is 70000.'],
    [['simulator', '--rpm', '0'], '--rpm is 0.'],
    [['simulator', '--fault', '429=0.1', '--fault', 'hnag=#1'], 'hnag'],
  ])('%j is found by the library', async (args, text) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: EXIT.mend, out: '' });
    expect(err).toContain(text);
    expect(err).toContain('  USAGE\n');
    expect(err).not.toMatch(/\n\s+at /);
  });
});

describe('the simulator alone', () => {
  test('tells its addresses, and ends when it is interrupted', async () => {
    const io = captureIo();
    const ended = main(['simulator', '--port', '0', '--json'], io);
    while (io.out() === '') await new Promise((wake) => setTimeout(wake, 2));
    const { url, baseUrls } = JSON.parse(io.out()) as { url: string; baseUrls: Record<string, string> };
    expect(baseUrls.openai).toBe(`${url}/v1`);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    io.interrupt();
    expect(await ended).toBe(EXIT.done);
    expect(io.err()).toBe('0 requests, 0 answered.\n');
    await expect(fetch(url)).rejects.toThrow();
  });

  test('that is interrupted before it listens ends at once', async () => {
    const io = captureIo();
    io.interrupt();
    expect(await main(['simulator', '--port', '0'], io)).toBe(EXIT.done);
    expect(io.out()).toContain('OPENAI_API_KEY=any OPENAI_BASE_URL=http://127.0.0.1:');
  });
});
