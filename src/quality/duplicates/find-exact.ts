import { HashGroups } from './group-by-hash.ts';
import type { Link, Span } from './link.ts';
import { EXACT_LEAST_WORDS } from './thresholds.ts';
import { join } from './word-hash.ts';
import type { WordStore } from './word-store.ts';

const WHOLE = 0;
const OPENER = 1;
const ANSWER = 2;
const WHAT = ['conversation', 'first question', 'answer'] as const;

interface Unit extends Span {
  readonly document: number;
  readonly kind: number;
}

/** Finds conversations, first user turns and assistant turns that are the same word for word. */
export const findExact = (store: WordStore): Link[] => {
  const units: Unit[] = [];
  const groups = new HashGroups();
  const add = (unit: Unit, words: Uint32Array): void => {
    if (unit.end === unit.start) return;
    let hash = unit.kind;
    for (let at = unit.start; at < unit.end; at++) hash = join(hash, words[at] ?? 0);
    groups.add(hash, units.push(unit) - 1);
  };
  for (let document = 0; document < store.size; document++) {
    const words = store.words(document);
    add({ document, kind: WHOLE, start: 0, end: words.length }, words);
    for (const { isAssistant, turn, start, end } of store.messages(document)) {
      if (isAssistant) add({ document, kind: ANSWER, start, end }, words);
      else if (turn === 1) add({ document, kind: OPENER, start, end }, words);
    }
  }
  const links: Link[] = [];
  groups.forEachGroup((group) => {
    for (const [one, other] of pairUp(
      store,
      [...group].map((index) => units[index] as Unit),
    ))
      links.push({
        likeness: 'exact',
        one: one.document,
        other: other.document,
        similarity: 1,
        isStrong: one.end - one.start >= EXACT_LEAST_WORDS,
        what: WHAT[one.kind] ?? '',
        places: [one, other],
      });
  });
  return links;
};

/**
 * Ties each unit to the first that is equal to it: one of its own provider and, for the first of each provider, one of
 * any. That many ties hold all together, where all pairs would be too many.
 */
const pairUp = (store: WordStore, units: readonly Unit[]): Array<readonly [Unit, Unit]> => {
  const firsts: Unit[] = [];
  const pairs: Array<readonly [Unit, Unit]> = [];
  for (const unit of units) {
    const alike = firsts.filter((first) => isEqual(store, first, unit));
    const own = alike.find((first) => store.providerOf[first.document] === store.providerOf[unit.document]);
    const first = own ?? alike[0];
    if (own === undefined) firsts.push(unit);
    if (first !== undefined && first.document !== unit.document) pairs.push([first, unit]);
  }
  return pairs;
};

const isEqual = (store: WordStore, one: Unit, other: Unit): boolean => {
  const length = one.end - one.start;
  if (one.kind !== other.kind || length !== other.end - other.start) return false;
  const words = store.words(one.document);
  const others = store.words(other.document);
  for (let at = 0; at < length; at++) if (words[one.start + at] !== others[other.start + at]) return false;
  return true;
};
