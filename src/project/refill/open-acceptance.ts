import type { ProviderName } from '../../providers/index.ts';
import type { Finding, Subject } from '../../quality/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import type { Acceptance, Candidate, Rejection } from './acceptance.ts';

/**
 * Opens the acceptance that a run fills its dataset by: the deterministic checks, and the search for duplicates among
 * the conversations of one provider and for leaks of what the model was shown.
 */
export const openAcceptance = async (recipe: Recipe, provider: ProviderName): Promise<Acceptance> => {
  // Only these runs have a use for it, and loading it takes a while.
  const { findDuplicates, listReferences, openChecker } = await import('../../quality/index.ts');
  const checker = await openChecker(recipe);
  const examples = listReferences(recipe);
  const toSubject = (candidate: Candidate): Subject => makeSubject(provider, candidate);
  return {
    check: async (candidate) => toRejection(await checker.check(toSubject(candidate))),
    compare: async (earlier, fresh) => {
      const all = eachOf([earlier, fresh], toSubject);
      const [old, young] = [new Set(earlier.numbers), new Set(fresh.numbers)];
      // Where two are alike, the one with more verified patterns is kept: so the earlier one is.
      const patternsVerified = new Map([...old].map((number) => [toId(provider, number), 1]));
      const { findings, clusters } = findDuplicates(all, { examples, patternsVerified });
      // What only a fresh one ties together is no longer tied when that one goes.
      const freed = new Set(
        clusters
          .map(({ keeper, others }) => [keeper, ...others])
          .filter((ids) => ids.some((id) => young.has(toNumber(id))))
          .flatMap((ids) => ids.filter((id) => old.has(toNumber(id)))),
      );
      return new Map(
        [...findings].flatMap(([id, found]) => {
          const rejection = freed.has(id) ? undefined : toRejection(found);
          return rejection === undefined ? [] : [[toNumber(id), rejection] as const];
        }),
      );
    },
  };
};

const makeSubject = (provider: ProviderName, { assignment, conversation }: Candidate): Subject => ({
  id: toId(provider, assignment.number),
  provider,
  file: '',
  line: assignment.number,
  conversation,
  exchanges: assignment.exchanges,
});

const toId = (provider: ProviderName, number: number): string => `${provider}/${number}`;
const toNumber = (id: string): number => Number(id.slice(id.lastIndexOf('/') + 1));

/** All of several lists, one by one, as often as they are run through. */
const eachOf = <Item, Made>(
  lists: ReadonlyArray<Iterable<Item>>,
  make: (item: Item) => Made,
): Iterable<Made> => ({
  *[Symbol.iterator]() {
    for (const list of lists) for (const item of list) yield make(item);
  },
});

const toRejection = (findings: readonly Finding[]): Rejection | undefined => {
  const failing = findings.find(({ severity }) => severity === 'fail');
  return failing && { check: failing.check, message: failing.message };
};
