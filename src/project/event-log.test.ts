import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openEventLog } from './event-log.ts';
import { openEmptyProject } from './testing/small-project.ts';

const ignore = (): void => undefined;

describe('a log', () => {
  test('has every line that was handed over, in order, in a folder that is made', async () => {
    await using project = await openEmptyProject();
    const file = join(project.folder, 'deep', 'run.log');
    const log = await openEventLog(file, ignore);
    const lines = Array.from({ length: 5_000 }, (_, index) => `line ${index}`);
    for (const [index, line] of lines.entries()) {
      log.write(line);
      if (index % 100 === 0) await new Promise((turn) => setImmediate(turn));
    }
    await log.close();
    expect(await project.read('deep/run.log')).toBe(`${lines.join('\n')}\n`);
  });

  test.each([
    ['', ''],
    ['old\n', 'old\n'],
    ['torn', 'torn\n'],
  ])('is appended to, after an end of the line that was torn (%j)', async (before, kept) => {
    await using project = await openEmptyProject();
    await project.write('run.log', before);
    const log = await openEventLog(join(project.folder, 'run.log'), ignore);
    log.write('new');
    await log.close();
    expect(await project.read('run.log')).toBe(`${kept}new\n`);
  });

  test('that cannot be opened is told with the file', async () => {
    await using project = await openEmptyProject();
    await expect(openEventLog(project.folder, ignore)).rejects.toMatchObject({
      code: 'OUTPUT_NOT_WRITABLE',
      place: { file: project.folder },
    });
  });

  test('that is lost is told once, and takes no more', async () => {
    const reasons: string[] = [];
    const log = await openEventLog('/dev/full', (reason) => void reasons.push(reason));
    log.write('x');
    while (reasons.length === 0) await new Promise((turn) => setImmediate(turn));
    log.write('y');
    await log.close();
    expect(reasons).toEqual(['ENOSPC']);
  });
});
