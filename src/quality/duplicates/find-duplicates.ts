import type { Subject } from '../subject.ts';
import { gatherFamilies, type Standing, toCluster } from './clusters.ts';
import type { DuplicateReport, LikePair } from './duplicate-report.ts';
import { findBoilerplate } from './find-boilerplate.ts';
import { findExact } from './find-exact.ts';
import { findLeaks } from './find-leaks.ts';
import { findNear } from './find-near.ts';
import { findScenarios } from './find-scenario.ts';
import type { Link } from './link.ts';
import { placeFindings } from './place-findings.ts';
import type { NamedText } from './run-index.ts';
import { draftCommonRuns, draftFamilies, draftLeaks, draftWeakLinks } from './to-findings.ts';
import { WordStore } from './word-store.ts';

/** What a search for duplicates is given besides the conversations. */
export interface DuplicateOptions extends Standing {
  /** What the writer was shown, by name: see `listReferences`. */
  readonly examples?: readonly NamedText[];
}

/** No report lists more pairs than this; the most alike stay. */
const MOST_PAIRS = 10_000;
const MOST_BORDERLINE = 200;

/**
 * Finds conversations that are alike in five ways: word for word, nearly so, the same scenario told again, the same
 * stretches of prose, and words of what their writer was shown. Within a provider all but one of the strongly alike
 * fail; across providers they are only told.
 *
 * Up to 2,000 conversations every pair is compared for near duplicates, and up to 1,000 for scenarios. Above, the ones
 * are found by MinHash and the others by rare words that are shared, each pair then being worked out in full; `nearest`
 * is a lower bound there, 0 where no pair came near.
 *
 * @param subjects - Is run through twice, in the same order. Of the texts 4 bytes a word are kept.
 */
export const findDuplicates = (
  subjects: Iterable<Subject>,
  { examples = [], ...standing }: DuplicateOptions = {},
): DuplicateReport => {
  const store = new WordStore();
  for (const subject of subjects) store.add(subject);
  const scenarios = findScenarios(store);
  const boilerplate = findBoilerplate(store);
  const near = findNear(store, [...scenarios.links, ...boilerplate.links]);
  const links = [...findExact(store), ...near.links, ...scenarios.links, ...boilerplate.links];
  const families = gatherFamilies(store, links, standing);
  const drafts = [
    ...draftFamilies(store, families),
    ...draftWeakLinks(store, links, families),
    ...draftCommonRuns(store, boilerplate.common),
    ...draftLeaks(findLeaks(store, examples)),
  ];
  return {
    findings: placeFindings(subjects, drafts),
    clusters: families.map((family) => toCluster(store, family)),
    pairs: listPairs(store, links).slice(0, MOST_PAIRS),
    borderline: listPairs(store, [...near.borderline, ...scenarios.borderline]).slice(0, MOST_BORDERLINE),
    nearest: new Map(store.ids.map((id, document) => [id, scenarios.nearest[document] ?? 0])),
  };
};

/** The most alike first. */
const listPairs = (store: WordStore, links: readonly Link[]): LikePair[] =>
  links
    .toSorted((a, b) => b.similarity - a.similarity || a.one - b.one || a.other - b.other)
    .map(({ likeness, one, other, similarity, isStrong }) => ({
      likeness,
      one: store.ids[one] ?? '',
      other: store.ids[other] ?? '',
      similarity,
      isRejected: isStrong && store.providerOf[one] === store.providerOf[other],
    }));
