import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { countHeld, makeRig, openFault, toOptions, toScript } from './damage-rig.contract.ts';
import { toKey } from './ledger.contract.ts';
import { openLedger } from './sqlite-ledger.ts';

let rig: ReturnType<typeof makeRig>;
beforeEach(() => {
  rig = makeRig();
});
afterEach(() => rig.remove());

/** How often the driver is killed. */
const KILLS = 10;

/** Records answers as fast as it can, several at once, and says which were acknowledged. */
const DRIVER = `
  const ledger = openLedger(file, options);
  const from = Number(process.argv[2]);
  let next = from;
  const work = async () => {
    for (;;) {
      const n = next++;
      const body = n + ':' + 'z'.repeat(1 + (n * 7919) % 40_000);
      const key = 'call ' + n;
      await ledger.claim({ key, provider: 'openai', baseUrl: 'x', model: 'm', request: '{}' });
      const id = await ledger.recordAnswer(key, makeAnswer(body));
      ledger.settleAnswer(id, { usage: undefined, costUsd: 1, verdict: 'accepted' });
      ledger.release(key);
      process.stdout.write(id + ' ' + n + '\\n');
    }
  };
  for (let worker = 0; worker < 8; worker++) void work();`;

/** Lets the driver work until it has said a number of lines, then kills it; the lines that came whole. */
const runAndKill = (script: string, from: number, afterLines: number): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, String(from)], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let troubles = '';
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      if (said.split('\n').length > afterLines) child.kill('SIGKILL');
    });
    child.stderr.on('data', (data: Buffer) => {
      troubles += data.toString();
    });
    child.on('close', () => {
      if (troubles === '') resolve(said.split('\n').slice(0, -1));
      else reject(new Error(troubles));
    });
  });

test('every answer that was acknowledged is there after a kill, and the ledger is sound', async () => {
  const script = join(rig.folder, 'driver.mjs');
  writeFileSync(script, toScript(rig, DRIVER));
  for (let kill = 0; kill < KILLS; kill++) {
    for (const line of await runAndKill(script, kill * 100_000, randomInt(1, 300))) {
      const [id, n] = line.split(' ').map(Number);
      rig.bodies.set(id ?? 0, `${n}:${'z'.repeat(1 + (((n ?? 0) * 7919) % 40_000))}`);
    }
    expect(await openFault(rig)).toBeUndefined();
  }
  expect(await countHeld(rig)).toBe(rig.bodies.size);
  // What the dead held is free.
  await using ledger = openLedger(rig.file, toOptions(rig));
  const call = { provider: 'openai', baseUrl: 'x', model: 'm', request: '{}' };
  for (let n = 0; n < 8; n++) {
    expect(await ledger.claim({ key: toKey(`call ${n}`), ...call })).toBe(true);
  }
});
