/** A text in one spelling, with the way back to where each of its characters stood. */
export interface FoldedText {
  readonly text: string;
  /** For each UTF-16 code unit of `text` where its source begins; one entry more than that for the end. */
  readonly starts: readonly number[];
}

/** Marks that are set in several ways, each by its plain form. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ...[...'\u2018\u2019\u201A\u201B\u2032\u00B4'].map((mark) => [mark, "'"] as const),
  ...[...'\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB'].map((mark) => [mark, '"'] as const),
  ...[...'\u2010\u2011\u2012\u2013\u2014\u2212'].map((mark) => [mark, '-'] as const),
  ['\u2026', '...'],
]);

/** A base character with its combining marks, or a run of Hangul letters: what NFC may join into one. */
const CLUSTER = /[\u1100-\u11FF]+|\P{M}\p{M}*|\p{M}+/gsu;

/**
 * Folds what writers of quotes change without noticing: composed and decomposed letters (Unicode NFC), runs of white
 * space, typographic quotes and dashes, and signs that take no room (variation selectors, zero-width and soft hyphens).
 * Letters and their case stay.
 */
export const foldText = (source: string): FoldedText => {
  let text = '';
  const starts: number[] = [];
  let isOpen = false;
  for (const { 0: cluster, index } of source.matchAll(CLUSTER)) {
    const bare = cluster.replace(/[\uFE0E\uFE0F\u200B-\u200D\u00AD\uFEFF]/g, '');
    if (bare === '') continue;
    const isSpace = bare.trim() === '';
    if (isSpace && !isOpen) continue;
    const folded = isSpace ? ' ' : (PLAIN.get(bare) ?? bare.normalize('NFC'));
    text += folded;
    for (let unit = 0; unit < folded.length; unit++) starts.push(index);
    isOpen = !isSpace;
  }
  const trimmed = text.trimEnd();
  return { text: trimmed, starts: [...starts.slice(0, trimmed.length), toEnd(source)] };
};

const toEnd = (source: string): number => source.trimEnd().length;
