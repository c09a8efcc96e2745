import { HashGroups } from './group-by-hash.ts';
import type { Link, Span } from './link.ts';
import { COMMON_LEAST, COMMON_SHARE, LONG_RUN, SHORT_RUN } from './thresholds.ts';
import { pickWinnows } from './winnow.ts';
import { hashRuns } from './word-hash.ts';
import type { Piece, WordStore } from './word-store.ts';

/** A short run of words that many conversations of a provider have. */
export interface CommonRun {
  readonly document: number;
  readonly span: Span;
  /** How many conversations of the provider have it. */
  readonly holders: number;
}

/** Prose that is repeated from conversation to conversation. */
export interface Boilerplate {
  /** Long runs that two conversations have; strong where many of the provider's have it. */
  readonly links: readonly Link[];
  /** For each conversation at most one: the run that most others have. */
  readonly common: readonly CommonRun[];
}

/** Finds runs of 25 words in prose that two conversations share, and of 8 words that many of one provider share. */
export const findBoilerplate = (store: WordStore): Boilerplate => ({
  links: findLongRuns(store),
  common: store.providers.flatMap((_, provider) => findCommonRuns(store, provider)),
});

/** How many conversations of a provider are many. */
const countMany = (store: WordStore, provider: number): number =>
  Math.max(
    COMMON_LEAST,
    Math.ceil(COMMON_SHARE * store.providerOf.filter((each) => each === provider).length),
  );

const isProse = ({ isCode }: Piece): boolean => !isCode;

interface Spot {
  readonly document: number;
  readonly piece: Piece;
  readonly at: number;
}

/** Spots are looked up by number: the conversation and the place of the run in it. */
const findLongRuns = (store: WordStore): Link[] => {
  const groups = new HashGroups();
  const documents: number[] = [];
  const places: number[] = [];
  pickWinnows(store, (document, at, hash) => {
    places.push(at);
    groups.add(hash, documents.push(document) - 1);
  });
  const many = store.providers.map((_, provider) => countMany(store, provider));
  const best = new Map<number, Link>();
  groups.forEachGroup((group) => {
    const spots = [...group].map((spot) => toSpot(store, documents[spot] ?? 0, places[spot] ?? 0));
    for (const link of linkSpots(store, spots, many)) {
      const key = link.one * store.size + link.other;
      const known = best.get(key);
      if (known === undefined || lengthOf(known) < lengthOf(link) || (link.isStrong && !known.isStrong))
        best.set(key, link);
    }
  });
  return [...best.values()];
};

const lengthOf = ({ places }: Link): number => (places ? places[0].end - places[0].start : 0);

const toSpot = (store: WordStore, document: number, at: number): Spot => {
  const piece = store.pieces(document).find(({ start, end }) => start <= at && at < end);
  if (piece === undefined) throw new Error('Internal: a run of words lies in no message.');
  return { document, piece, at };
};

/** Spots that share a long run with the first of them, which is of the same provider as those that are counted. */
interface Family {
  readonly first: Spot;
  readonly provider: number;
  readonly links: Link[];
  readonly holders: Set<number>;
}

/** Ties each spot to the first of its provider with which it shares a long run, or else to the first of any. */
const linkSpots = (store: WordStore, spots: readonly Spot[], many: readonly number[]): Link[] => {
  const families: Family[] = [];
  for (const spot of spots) {
    const provider = store.providerOf[spot.document] ?? 0;
    const alike = families.flatMap((family) => {
      const places = extend(store, family.first, spot);
      return places === undefined ? [] : [{ family, places }];
    });
    const own = alike.find(({ family }) => family.provider === provider);
    const tie = own ?? alike[0];
    if (tie !== undefined && tie.family.first.document !== spot.document)
      tie.family.links.push(toLink(store, tie.family.first, spot, tie.places));
    own?.family.holders.add(spot.document);
    if (own === undefined)
      families.push({ first: spot, provider, links: [], holders: new Set([spot.document]) });
  }
  return families.flatMap(({ provider, links, holders }) => {
    const isStrong = holders.size >= (many[provider] ?? 0);
    return links.map((link) => ({ ...link, isStrong }));
  });
};

const toLink = (store: WordStore, one: Spot, other: Spot, places: readonly [Span, Span]): Link => ({
  likeness: 'boilerplate',
  one: one.document,
  other: other.document,
  similarity:
    (places[0].end - places[0].start) / Math.min(store.count(one.document), store.count(other.document)),
  isStrong: false,
  what: 'run of words',
  places,
});

/** The run around two spots that is the same in both, where it has 25 words or more. */
const extend = (store: WordStore, one: Spot, other: Spot): readonly [Span, Span] | undefined => {
  const words = store.words(one.document);
  const others = store.words(other.document);
  let back = 0;
  const mostBack = Math.min(one.at - one.piece.start, other.at - other.piece.start);
  while (back < mostBack && words[one.at - back - 1] === others[other.at - back - 1]) back++;
  let on = 0;
  const mostOn = Math.min(one.piece.end - one.at, other.piece.end - other.at);
  while (on < mostOn && words[one.at + on] === others[other.at + on]) on++;
  if (back + on < LONG_RUN) return undefined;
  return [
    { start: one.at - back, end: one.at + on },
    { start: other.at - back, end: other.at + on },
  ];
};

/** At most 2^24 counters, 64 MB; four for each word where that is fewer. */
const MOST_COUNTER_BITS = 24;

const countCounters = (store: WordStore, provider: number): number => {
  const words = store.providerOf.reduce(
    (sum, each, document) => sum + (each === provider ? store.count(document) : 0),
    0,
  );
  return 2 ** Math.min(MOST_COUNTER_BITS, Math.ceil(Math.log2(4 * words + 1)));
};

const findCommonRuns = (store: WordStore, provider: number): CommonRun[] => {
  const many = countMany(store, provider);
  const forEachRun = (visit: (document: number, at: number, hash: number) => void): void => {
    let hashes = new Uint32Array(4096);
    for (let document = 0; document < store.size; document++) {
      if (store.providerOf[document] !== provider) continue;
      const words = store.words(document);
      if (hashes.length < words.length) hashes = new Uint32Array(2 * words.length);
      for (const { start, end } of store.pieces(document).filter(isProse)) {
        const count = hashRuns(words, start, end, SHORT_RUN, hashes);
        for (let at = 0; at < count; at++) visit(document, start + at, hashes[at] ?? 0);
      }
    }
  };
  // Counters that runs share are never too low: what they pass is counted again, each run and conversation once.
  const counters = new Uint32Array(countCounters(store, provider));
  const mask = counters.length - 1;
  forEachRun((_document, _at, hash) => {
    counters[hash & mask] = (counters[hash & mask] ?? 0) + 1;
  });
  const hits: Array<{ readonly document: number; readonly at: number; readonly hash: number }> = [];
  const holders = new Map<number, { count: number; last: number }>();
  if (counters.every((count) => count < many)) return [];
  forEachRun((document, at, hash) => {
    if ((counters[hash & mask] ?? 0) < many) return;
    const holder = holders.get(hash) ?? { count: 0, last: -1 };
    if (holder.last !== document) holder.count++;
    holder.last = document;
    holders.set(hash, holder);
    hits.push({ document, at, hash });
  });
  const best = new Map<number, CommonRun>();
  for (const { document, at, hash } of hits) {
    const count = holders.get(hash)?.count ?? 0;
    if (count < many || count <= (best.get(document)?.holders ?? 0)) continue;
    best.set(document, { document, span: { start: at, end: at + SHORT_RUN }, holders: count });
  }
  return [...best.values()];
};
