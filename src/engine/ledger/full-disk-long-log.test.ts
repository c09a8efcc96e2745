import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeAnswer, toKey } from './ledger.contract.ts';
import { mountSmallDisk } from './small-disk.contract.ts';
import { openLedger } from './sqlite-ledger.ts';

const DISK_BYTES = 40 << 20;
const body = 'b'.repeat(30_000);
const probe = mountSmallDisk();
probe?.remove();

test.runIf(probe !== undefined).each([60, 150, 240, 250, 300])(
  'a disk that becomes full after %i replies has room for 200 that are under way',
  async (before) => {
    const disk = mountSmallDisk(DISK_BYTES);
    if (disk === undefined) throw new Error('The disk could be mounted before.');
    try {
      const file = join(disk.folder, 'ledger.db');
      const options = { rescueFolders: [disk.elsewhere] };
      const record = (index: number): Promise<number> =>
        ledger.recordAnswer(toKey(`${index}`), makeAnswer(body));
      const ledger = openLedger(file, options);
      for (let index = 0; index < before; index++) await record(index);
      disk.fill();
      const ids: number[] = [];
      // One after the other: each commit may be the one that writes the log back.
      for (let index = 0; index < 200; index++) ids.push(await record(before + index));
      expect(ledger.blocked?.reason).toBe('disk full');
      await ledger[Symbol.asyncDispose]();
      expect(readdirSync(disk.elsewhere)).toEqual([]);
      // Closing may have written the log back, which frees room.
      disk.fill();
      expect(() => openLedger(file, options)).toThrow(
        expect.objectContaining({
          code: 'LEDGER_FULL',
          hint: expect.stringMatching(
            /Free \d+ MB or more: it needs 16 MB for its reserve and 16 MB to work, and \d+ MB are free/,
          ),
        }),
      );
      disk.free();
      await using again = openLedger(file, options);
      for (const id of ids) expect(again.readAnswer(id)?.raw.body).toBe(body);
    } finally {
      disk.remove();
    }
  },
);
