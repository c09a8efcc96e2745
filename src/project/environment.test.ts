import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEnvironment, readTelemetryWish } from './environment.ts';
import { openEmptyProject } from './testing/small-project.ts';

const read = async (text: string | Uint8Array, real: Record<string, string | undefined> = {}) => {
  await using project = await openEmptyProject();
  await project.write('.env', text);
  return readEnvironment(project.folder, real);
};

describe('the file .env', () => {
  test.each([
    ['a plain line', 'OPENAI_API_KEY=sk-1'],
    ['a byte order mark', '\uFEFFOPENAI_API_KEY=sk-1\n'],
    ['line ends of Windows', 'ANTHROPIC_API_KEY=\r\nOPENAI_API_KEY=sk-1\r\n'],
    ['double quotes', 'OPENAI_API_KEY="sk-1"'],
    ['single quotes', "OPENAI_API_KEY='sk-1'"],
    ['blanks within quotes', 'OPENAI_API_KEY=" sk-1 "'],
    ['export', 'export OPENAI_API_KEY=sk-1'],
    ['blanks around everything', '  OPENAI_API_KEY  =  sk-1  '],
    ['a comment behind', 'OPENAI_API_KEY=sk-1 # mine'],
    ['comments around', '# OPENAI_API_KEY=sk-0\nOPENAI_API_KEY=sk-1\n#OPENAI_API_KEY=sk-2'],
    ['the same name twice, of which the last counts', 'OPENAI_API_KEY=sk-0\nOPENAI_API_KEY=sk-1'],
    ['lines that are none', 'nonsense\n=\n\nOPENAI_API_KEY=sk-1\n-----'],
    ['an open quote before', 'OTHER="\nOPENAI_API_KEY=sk-1'],
    ['an empty value and a blank before', 'ANTHROPIC_API_KEY= \nOPENAI_API_KEY=sk-1'],
    ['the same with line ends of Windows', 'ANTHROPIC_API_KEY= \t\r\nOPENAI_API_KEY=sk-1\r\n'],
    ['bytes that are no UTF-8', Buffer.from('# cl\u00e9\nOPENAI_API_KEY=sk-1\n', 'latin1')],
  ])('may have %s', async (_what, text) => {
    expect(await read(text)).toEqual({ keys: { openai: 'sk-1' }, baseUrls: {} });
  });

  test.each([
    ['nothing', ''],
    ['an empty value', 'OPENAI_API_KEY='],
    ['empty quotes', 'OPENAI_API_KEY=""'],
    ['blanks in quotes', 'OPENAI_API_KEY="  "'],
    ['a comment for a value', 'OPENAI_API_KEY= # fill in'],
    ['names of others', 'MY_OPENAI_API_KEY=sk-1\nopenai_api_key=sk-1'],
  ])('with %s sets nothing', async (_what, text) => {
    expect(await read(text)).toEqual({ keys: {}, baseUrls: {} });
  });

  test('gives no variable the line of another', async () => {
    const line = fc.constantFrom('', ' ', '\t', ' # x', '  \r');
    await fc.assert(
      fc.asyncProperty(line, line, async (one, two) => {
        const text = `OPENAI_API_KEY=${one}\nGEMINI_API_KEY=${two}\nANTHROPIC_API_KEY=a\n`;
        expect((await read(text)).keys).toEqual({ anthropic: 'a' });
      }),
      { numRuns: 25 },
    );
  });

  test('that is not there sets nothing', async () => {
    await using project = await openEmptyProject();
    expect(readEnvironment(project.folder, {})).toEqual({ keys: {}, baseUrls: {} });
    expect(readEnvironment(join(project.folder, 'nowhere'), {})).toEqual({ keys: {}, baseUrls: {} });
  });

  test('that is a folder is told of', async () => {
    await using project = await openEmptyProject();
    await mkdir(join(project.folder, '.env'));
    expect(() => readEnvironment(project.folder, {})).toThrow(
      expect.objectContaining({
        code: 'ENV_UNREADABLE',
        message: expect.stringContaining('EISDIR'),
        place: { file: join(project.folder, '.env') },
      }),
    );
  });

  test('in UTF-16, as Windows PowerShell writes it, is told of rather than read as empty', async () => {
    const text = Buffer.from('\uFEFFOPENAI_API_KEY=sk-1\r\n', 'utf16le');
    await expect(read(text)).rejects.toMatchObject({
      code: 'ENV_UNREADABLE',
      hint: expect.stringContaining('UTF-8'),
    });
  });
});

describe('of several values', () => {
  const FILE = 'OPENAI_API_KEY=file\nGEMINI_API_KEY=file\nOPENAI_BASE_URL=http://file';

  test.each<[string, Record<string, string | undefined>, object]>([
    ['the file counts when the environment has none', {}, { openai: 'file', gemini: 'file' }],
    ['the environment wins', { OPENAI_API_KEY: 'real' }, { openai: 'real', gemini: 'file' }],
    [
      'an empty one in the environment counts as none',
      { OPENAI_API_KEY: ' ' },
      { openai: 'file', gemini: 'file' },
    ],
    ['an absent one as well', { OPENAI_API_KEY: undefined }, { openai: 'file', gemini: 'file' }],
    [
      'the other name in the environment wins over the file',
      { GOOGLE_API_KEY: 'real' },
      { openai: 'file', gemini: 'real' },
    ],
    [
      'GOOGLE_API_KEY wins over GEMINI_API_KEY',
      { GEMINI_API_KEY: 'second', GOOGLE_API_KEY: 'first' },
      { openai: 'file', gemini: 'first' },
    ],
    [
      'GEMINI_API_KEY counts when GOOGLE_API_KEY is empty',
      { GEMINI_API_KEY: 'second', GOOGLE_API_KEY: '' },
      { openai: 'file', gemini: 'second' },
    ],
    [
      'blanks around a value are none of it',
      { OPENAI_API_KEY: ' real\n' },
      { openai: 'real', gemini: 'file' },
    ],
  ])('%s', async (_what, real, keys) => {
    expect(await read(FILE, real)).toEqual({ keys, baseUrls: { openai: 'http://file' } });
  });

  test('key and address of one provider may come from different places', async () => {
    const real = { ANTHROPIC_BASE_URL: 'http://a', GOOGLE_GEMINI_BASE_URL: 'http://g' };
    expect((await read(FILE, real)).baseUrls).toEqual({
      openai: 'http://file',
      gemini: 'http://g',
      anthropic: 'http://a',
    });
  });
});

describe('telemetry is asked for', () => {
  const URL = 'http://127.0.0.1:4318';
  const both = { traces: true, metrics: true, namesService: false, namesDetectors: false };
  test.each<[Record<string, string>, ReturnType<typeof readTelemetryWish>]>([
    [{}, undefined],
    [{ OTEL_SERVICE_NAME: 'x' }, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: URL }, both],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: URL, OTEL_SDK_DISABLED: 'TRUE' }, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: URL, OTEL_SDK_DISABLED: 'no' }, both],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: URL }, { ...both, metrics: false }],
    [{ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: URL }, { ...both, traces: false }],
    [{ OTEL_TRACES_EXPORTER: 'console' }, { ...both, metrics: false }],
    [{ OTEL_METRICS_EXPORTER: 'otlp' }, { ...both, traces: false }],
    [{ OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'None' }, undefined],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: URL, OTEL_TRACES_EXPORTER: 'none', OTEL_SERVICE_NAME: 'x' },
      { ...both, traces: false, namesService: true },
    ],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: URL, OTEL_RESOURCE_ATTRIBUTES: 'a=b,service.name=x' },
      { ...both, namesService: true },
    ],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: URL, OTEL_NODE_RESOURCE_DETECTORS: 'env' },
      { ...both, namesDetectors: true },
    ],
  ])('%j', (variables, wish) => {
    expect(readTelemetryWish(variables)).toEqual(wish);
  });
});
