import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { IdiolectError } from '../../base/index.ts';
import { makeAnswer, makeRecord, toKey } from './ledger.contract.ts';
import { openLedger } from './sqlite-ledger.ts';

/** A folder with a ledger whose files may be broken. */
export interface DamageRig {
  readonly folder: string;
  readonly file: string;
  /** Answers that the ledger acknowledged, by their id. */
  readonly bodies: ReadonlyMap<number, string>;
  remove(): void;
}

export const makeRig = (): DamageRig & { readonly bodies: Map<number, string> } => {
  const folder = mkdtempSync(join(tmpdir(), 'idiolect-damage-'));
  return {
    folder,
    file: join(folder, 'ledger.db'),
    bodies: new Map(),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** Options under which a test leaves nothing outside its folder. */
export const toOptions = ({ folder }: Pick<DamageRig, 'folder'>) => ({
  rescueFolders: [folder],
  reserveBytes: 4096,
});

/** Writes answers of about 5 KB, a run and calls, and closes the ledger. */
export const fill = async (
  rig: DamageRig & { readonly bodies: Map<number, string> },
  answers: number,
): Promise<void> => {
  await using ledger = openLedger(rig.file, toOptions(rig));
  await ledger.finishRun(await ledger.beginRun({ seed: 1 }), 'done');
  for (let index = 0; index < answers; index++) {
    const name = `call ${index}`;
    const body = `${index}:${'x'.repeat(3_000 + ((index * 977) % 4_000))}`;
    await ledger.claim(makeRecord(name));
    const id = await ledger.recordAnswer(toKey(name), makeAnswer(body));
    ledger.settleAnswer(id, { usage: undefined, costUsd: 0.1, verdict: 'accepted' });
    ledger.release(toKey(name));
    rig.bodies.set(id, body);
  }
};

/** Opens the ledger and tells the fault that came of it, when one did. */
export const openFault = async (rig: DamageRig): Promise<IdiolectError | undefined> => {
  try {
    const ledger = openLedger(rig.file, toOptions(rig));
    await ledger[Symbol.asyncDispose]();
    return undefined;
  } catch (error) {
    if (error instanceof IdiolectError) return error;
    throw error;
  }
};

/** The answers that a ledger holds, out of those that it acknowledged; throws when one of them has another text. */
export const countHeld = async (rig: DamageRig): Promise<number> => {
  await using ledger = openLedger(rig.file, toOptions(rig));
  let held = 0;
  for (const [id, body] of rig.bodies) {
    const answer = ledger.readAnswer(id);
    if (answer === undefined) continue;
    if (answer.raw.body !== body) throw new Error(`Answer ${id} has another text.`);
    held++;
  }
  return held;
};

/** A script for a Node of its own, in which `openLedger`, `file`, `options` and the names of this file's makers are known. */
export const toScript = (rig: DamageRig, body: string): string => `
  import { openLedger } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'sqlite-ledger.ts')).href)};
  const file = ${JSON.stringify(rig.file)};
  const options = ${JSON.stringify(toOptions(rig))};
  const makeAnswer = (body) => ({ raw: { status: 200, body }, sentMs: 1, latencyMs: 1 });
  const die = () => process.kill(process.pid, 'SIGKILL');
  ${body}`;

/** Leaves a ledger as a kill does: with a log, of which `count` answers have been acknowledged. */
export const fillAndDie = (
  rig: DamageRig & { readonly bodies: Map<number, string> },
  count: number,
): void => {
  const script = `
    const ledger = openLedger(file, options);
    for (let n = 0; n < ${count}; n++) {
      const body = n + ':' + 'y'.repeat(5_000);
      const id = await ledger.recordAnswer('call ' + n, makeAnswer(body));
      process.stdout.write(id + ' ' + body + '\\n');
    }
    die();`;
  let said = '';
  try {
    execFileSync(process.execPath, ['--input-type=module', '--eval', toScript(rig, script)], {
      stdio: 'pipe',
    });
  } catch (error) {
    said = String((error as { stdout: Buffer }).stdout);
  }
  for (const line of said.split('\n').slice(0, -1)) {
    const [id = '', body = ''] = line.split(' ');
    rig.bodies.set(Number(id), body);
  }
  if (rig.bodies.size !== count) throw new Error(said);
};
