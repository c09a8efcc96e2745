import { constants, copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { IdiolectError, toSystemCode } from '../../base/index.ts';
import { type Salvage, salvage } from './salvage.ts';

const ENDS = ['', '-wal', '-shm'] as const;

/** Where the new ledger is made, and what it is called from when it is whole until it has taken the old one's place. */
const toDraft = (file: string): string => `${file}.draft`;
const toReady = (file: string): string => `${file}.salvaged`;

/**
 * Keeps a damaged ledger beside itself, and puts in its place a new one with whatever could be read.
 *
 * May be killed at any moment: the damaged files have their second name before the new ledger is given its own, and
 * `finishReplacement` does the rest when the ledger is opened again.
 *
 * @returns What the user is told; the ledger is sound by then.
 */
export const replaceDamaged = (file: string, damage: string, nowMs: number): IdiolectError => {
  const found = salvage(file, toDraft(file));
  const kept = keepAside(file, nowMs);
  renameSync(toDraft(file), toReady(file));
  finishReplacement(file);
  const fate = kept === undefined ? '' : ` The damaged files are kept as ${basename(kept)}.`;
  return new IdiolectError('LEDGER_DAMAGED', `The ledger is damaged: ${damage}. ${toStory(found)}`, {
    hint: `Put a sound copy back if you have one; otherwise run the same command again to go on with the new ledger.${fate}`,
    place: { file },
  });
};

/** Ends a replacement that was cut short. */
export const finishReplacement = (file: string): void => {
  if (!existsSync(toReady(file))) return;
  // The log of the old ledger would be taken for the new one's.
  rmSync(`${file}-wal`, { force: true });
  rmSync(`${file}-shm`, { force: true });
  renameSync(toReady(file), file);
};

const toStory = ({ answers, missing, runs }: Salvage): string => {
  const carried = `${count(answers, 'reply', 'replies')} and ${count(runs, 'run', 'runs')} were carried over into a new one`;
  const them = missing === 1 ? 'it' : 'them';
  const lost =
    missing > 0
      ? `, at least ${count(missing, 'reply', 'replies')} could not be read; going on asks for ${them} again and pays for ${them}`
      : '';
  return `${carried}${lost}. Nothing was asked for yet.`;
};

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

/** Gives each file a second name that no other file has; undefined when there is none. */
const keepAside = (file: string, nowMs: number): string | undefined => {
  if (ENDS.every((end) => !existsSync(`${file}${end}`))) return undefined;
  const time = new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  for (let turn = 1; ; turn++) {
    const aside = `${file}.damaged-${time}${turn === 1 ? '' : `-${turn}`}`;
    if (ENDS.some((end) => existsSync(`${aside}${end}`))) continue;
    for (const end of ENDS) if (existsSync(`${file}${end}`)) duplicate(`${file}${end}`, `${aside}${end}`);
    return aside;
  }
};

const duplicate = (from: string, to: string): void => {
  try {
    linkSync(from, to);
  } catch (error) {
    if (toSystemCode(error) === 'EEXIST') throw error;
    // Some file systems know no second names.
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
};
