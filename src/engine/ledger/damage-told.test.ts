import {
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countHeld, fill, makeRig, openFault } from './damage-rig.contract.ts';

let rig: ReturnType<typeof makeRig>;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.remove());

/** The last byte of the index by call, which is one page with so few answers. */
const readIndexEnd = (): number => {
  const database = new DatabaseSync(rig.file, { readOnly: true });
  const row = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'answers_by_call'").get();
  database.close();
  return Number(row?.rootpage) * 4096;
};

test.each([0.2, 0.35, 0.5, 0.7, 0.9, 0.99])(
  'a ledger cut to %f of its length tells how many replies were paid for and are lost',
  async (share) => {
    await fill(rig, 20);
    const length = Math.floor(statSync(rig.file).size * share);
    expect(length).toBeGreaterThanOrEqual(readIndexEnd());
    truncateSync(rig.file, length);
    const fault = await openFault(rig);
    const carried = await countHeld(rig);
    const missing = 20 - carried;
    expect(missing).toBeGreaterThan(0);
    const [replies, them] = missing === 1 ? ['1 reply', 'it'] : [`${missing} replies`, 'them'];
    expect(fault?.message).toContain(
      `at least ${replies} could not be read; going on asks for ${them} again and pays for ${them}. Nothing was asked for yet.`,
    );
  },
);

test('damage is told in plain words', async () => {
  await fill(rig, 20);
  const content = readFileSync(rig.file);
  content.fill(0xa5, 40_960, 45_056);
  writeFileSync(rig.file, content);
  const fault = await openFault(rig);
  expect(fault?.message).toContain('a part of it cannot be read');
  expect(fault?.message).not.toMatch(/malformed|btree|Tree \d/);
});

test('a ledger that was deleted is told of once, before anything is paid for again', async () => {
  await fill(rig, 3);
  for (const end of ['', '-wal', '-shm']) rmSync(`${rig.file}${end}`, { force: true });
  const fault = await openFault(rig);
  expect(fault).toMatchObject({
    code: 'LEDGER_DAMAGED',
    message: expect.stringContaining('the file is missing'),
  });
  expect(fault?.hint).not.toContain('kept as');
  expect(readdirSync(rig.folder).filter((name) => name.includes('damaged'))).toEqual([]);
  expect(existsSync(rig.file)).toBe(true);
  expect(await openFault(rig)).toBeUndefined();
  expect(await countHeld(rig)).toBe(0);
});
