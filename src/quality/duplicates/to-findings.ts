import type { Severity } from '../finding.ts';
import type { Family } from './clusters.ts';
import type { Likeness } from './duplicate-report.ts';
import type { CommonRun } from './find-boilerplate.ts';
import type { Leak } from './find-leaks.ts';
import type { Link, Span } from './link.ts';
import { findSharedRun } from './shared-run.ts';
import type { WordStore } from './word-store.ts';

/** A finding whose place is still counted in words. */
export interface Draft {
  readonly document: number;
  readonly check: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span | undefined;
}

/** The check that a likeness belongs to. */
export const CHECK_OF: Readonly<Record<Likeness, string>> = {
  exact: 'duplicate-exact',
  near: 'duplicate-near',
  scenario: 'duplicate-scenario',
  boilerplate: 'boilerplate',
};

/** What families mean for their members: all but the keeper fail within a provider; across, each is told. */
export const draftFamilies = (store: WordStore, families: readonly Family[]): Draft[] =>
  families.flatMap(({ keeper, others, isWithinProvider }) => {
    const kept = store.ids[keeper] ?? '';
    const drafts = others.map(({ document, link }) =>
      isWithinProvider
        ? draftLink(store, document, link, 'fail', ` Of these ${others.length + 1}, ${kept} is kept.`)
        : draftLink(store, document, link, 'info', ' It is of another provider: both are kept.'),
    );
    const first = others[0];
    if (first === undefined || !isWithinProvider) return drafts;
    const message = `${others.length === 1 ? 'One other is' : `${others.length} others are`} like it; this one is kept.`;
    const check = CHECK_OF[first.link.likeness];
    return [...drafts, { document: keeper, check, severity: 'info', message, span: undefined }];
  });

/**
 * Warns of the weak links within a provider: for each conversation and likeness the strongest. Links within a family
 * add nothing to what is said of it.
 */
export const draftWeakLinks = (
  store: WordStore,
  links: readonly Link[],
  families: readonly Family[],
): Draft[] => {
  const familyOf = new Map<number, Family>();
  for (const family of families.filter(({ isWithinProvider }) => isWithinProvider))
    for (const document of [family.keeper, ...family.others.map((other) => other.document)])
      familyOf.set(document, family);
  const best = new Map<string, { readonly document: number; readonly link: Link }>();
  for (const link of links) {
    if (link.isStrong || store.providerOf[link.one] !== store.providerOf[link.other]) continue;
    const family = familyOf.get(link.one);
    if (family !== undefined && family === familyOf.get(link.other)) continue;
    for (const document of [link.one, link.other]) {
      const key = `${document}/${link.likeness}`;
      if ((best.get(key)?.link.similarity ?? 0) < link.similarity) best.set(key, { document, link });
    }
  }
  return [...best.values()].map(({ document, link }) => draftLink(store, document, link, 'warn', ''));
};

/** Warns of short runs that many conversations have. */
export const draftCommonRuns = (store: WordStore, runs: readonly CommonRun[]): Draft[] =>
  runs.map(({ document, span, holders }) => ({
    document,
    check: CHECK_OF.boilerplate,
    severity: 'warn',
    message: `${holders} conversations of ${store.providers[store.providerOf[document] ?? 0]} have these ${span.end - span.start} words in a row.`,
    span,
  }));

/** What leaks mean: strong ones fail. */
export const draftLeaks = (leaks: readonly Leak[]): Draft[] =>
  leaks.map(({ document, runs, span, sources, isStrong }) => ({
    document,
    check: 'example-leak',
    severity: isStrong ? 'fail' : 'warn',
    message:
      `Repeats what its writer was shown: ${span.end - span.start} words in a row` +
      `${runs > 1 ? ` and ${runs} runs in all` : ''} are those of ${sources[0]}.`,
    span,
  }));

const draftLink = (
  store: WordStore,
  document: number,
  link: Link,
  severity: Severity,
  more: string,
): Draft => {
  const isOne = link.one === document;
  const other = store.ids[isOne ? link.other : link.one] ?? '';
  const [ofOne, ofOther] = link.places ?? findSharedRun(store, link.one, link.other) ?? [];
  const span = isOne ? ofOne : ofOther;
  return {
    document,
    check: CHECK_OF[link.likeness],
    severity,
    message: `${describe(link, other, span)}${more}`,
    span,
  };
};

const describe = ({ likeness, similarity, what }: Link, other: string, span: Span | undefined): string => {
  switch (likeness) {
    case 'exact':
      return `The ${what} is word for word that of ${other}.`;
    case 'near':
      return `${toPercent(similarity)} of the ${what} of its answers and those of ${other} are the same.`;
    case 'scenario':
      return `Tells much the same as ${other}: a likeness of ${similarity.toFixed(2)} by ${what}.`;
    case 'boilerplate':
      return `${(span?.end ?? 0) - (span?.start ?? 0)} words in a row stand in ${other} too.`;
  }
};

const toPercent = (share: number): string => `${Math.round(share * 100)} %`;
