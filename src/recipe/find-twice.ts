import type { Trouble } from '../base/index.ts';
import { foldSpace } from './fold-space.ts';

/** A name and where it stands. */
export interface Named {
  readonly name: string;
  /** Asked only where there is something to tell. */
  readonly place: () => NonNullable<Trouble['place']>;
}

/** Tells each name that has come before, letter case and spacing aside. */
export const findTwice = (kind: string, all: readonly Named[]): Trouble[] => {
  const first = new Map<string, Named>();
  return all.flatMap((named) => {
    const key = foldSpace(named.name).toLowerCase();
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, named);
      return [];
    }
    const { file, line } = earlier.place();
    const message = `${kind} "${named.name}" comes twice (first in ${file}:${line}).`;
    return [{ message, place: named.place() }];
  });
};
