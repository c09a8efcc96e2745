import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countHeld, type DamageRig, fill, fillAndDie, makeRig, openFault } from './damage-rig.contract.ts';

const SOUND = makeRig();
const KILLED = makeRig();
beforeAll(async () => {
  await fill(SOUND, 12);
  fillAndDie(KILLED, 6);
});
afterAll(() => {
  SOUND.remove();
  KILLED.remove();
});

const flips = fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), byte: fc.nat(255) }), {
  minLength: 1,
  maxLength: 30,
});

const spoil = (
  bytes: Buffer,
  changes: ReadonlyArray<{ readonly at: number; readonly byte: number }>,
): void => {
  for (const { at, byte } of changes) bytes[Math.floor(at * (bytes.length - 1))] = byte;
};

/** Runs over a copy of a sound ledger that was broken; gives how many answers are left of it. */
const tryBroken = async (
  from: DamageRig,
  damage: (file: string) => void,
): Promise<{ held: number; code: string | undefined }> => {
  const folder = mkdtempSync(join(tmpdir(), 'idiolect-flips-'));
  const rig = { ...from, folder, file: join(folder, 'ledger.db') };
  try {
    for (const name of readdirSync(from.folder)) copyFileSync(join(from.folder, name), join(folder, name));
    damage(rig.file);
    const code = (await openFault(rig))?.code;
    if (code === 'LEDGER_NEWER') return { held: 0, code };
    if (code !== undefined) expect(await openFault(rig)).toBeUndefined();
    return { held: await countHeld(rig), code };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

test('bytes that change anywhere never change a reply, and a loss is always told', async () => {
  await fc.assert(
    fc.asyncProperty(flips, async (changes) => {
      const { held, code } = await tryBroken(SOUND, (file) => {
        const bytes = readFileSync(file);
        spoil(bytes, changes);
        writeFileSync(file, bytes);
      });
      if (code === undefined) expect(held).toBe(12);
      else expect(['LEDGER_DAMAGED', 'LEDGER_NEWER']).toContain(code);
      // A change spoils at most the rows of its page, and a page holds the beginnings of few.
      if (code === 'LEDGER_DAMAGED')
        expect(held).toBeGreaterThanOrEqual(Math.max(0, 12 - 5 * changes.length));
    }),
    { numRuns: 60 },
  );
});

test('a ledger that was cut anywhere gives back what is whole, and tells of the rest', async () => {
  await fc.assert(
    fc.asyncProperty(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), async (share) => {
      const { code } = await tryBroken(SOUND, (file) =>
        truncateSync(file, Math.floor(statSync(file).size * share)),
      );
      expect(code).toBe('LEDGER_DAMAGED');
    }),
    { numRuns: 40 },
  );
});

test('bytes that change anywhere in the log of a killed process never change a reply, and a loss is always told', async () => {
  await fc.assert(
    fc.asyncProperty(flips, fc.option(fc.double({ min: 0, max: 1, noNaN: true })), async (changes, cut) => {
      const { held, code } = await tryBroken(KILLED, (file) => {
        const bytes = readFileSync(`${file}-wal`);
        spoil(bytes, changes);
        writeFileSync(
          `${file}-wal`,
          cut === null ? bytes : bytes.subarray(0, Math.floor(cut * bytes.length)),
        );
      });
      if (code === undefined) expect(held).toBe(6);
      else expect(code).toBe('LEDGER_DAMAGED');
    }),
    { numRuns: 40 },
  );
});
