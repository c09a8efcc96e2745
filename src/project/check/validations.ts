import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from '../../base/index.ts';
import { toJudgeName } from '../../gate/index.ts';
import type { JudgeValidation } from '../../quality/index.ts';

/** Where a project keeps how its judges did. */
const toFile = (folder: string): string => join(folder, '.idiolect', 'judges.json');

/** The validations that were made for some gold sets. */
export const readValidations = (folder: string, goldHashes: readonly string[]): JudgeValidation[] =>
  readAll(folder).filter(({ goldHash }) => goldHashes.includes(goldHash));

/** Keeps validations in place of earlier ones of the same judges on the same gold sets. */
export const keepValidations = async (folder: string, fresh: readonly JudgeValidation[]): Promise<void> => {
  const others = readAll(folder).filter((old) => !fresh.some((one) => isSame(one, old)));
  await writeFileAtomically(toFile(folder), [`${JSON.stringify([...others, ...fresh], undefined, 2)}\n`]);
};

/** None where the file is missing or cannot be read: it can be made again from the ledger, without a call. */
const readAll = (folder: string): JudgeValidation[] => {
  try {
    const all = JSON.parse(readFileSync(toFile(folder), 'utf8')) as unknown;
    return Array.isArray(all) ? (all as JudgeValidation[]) : [];
  } catch {
    return [];
  }
};

const isSame = (one: JudgeValidation, other: JudgeValidation): boolean =>
  one.goldHash === other.goldHash && toJudgeName(one.judge) === toJudgeName(other.judge);
