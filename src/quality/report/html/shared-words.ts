import { type Html, html } from './markup.ts';

/** Runs of this many words that both have count as shared. */
const RUN = 5;

interface Word {
  readonly text: string;
  readonly end: number;
  readonly start: number;
}

const listWords = (text: string): Word[] =>
  [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({
    text: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }));

const toRuns = (words: readonly Word[]): string[] =>
  words.slice(0, Math.max(0, words.length - RUN + 1)).map((_, at) =>
    words
      .slice(at, at + RUN)
      .map(({ text }) => text)
      .join(' '),
  );

/** A text in which each run of five words that `other` has too is marked. */
export const markShared = (text: string, other: string): Html => {
  const known = new Set(toRuns(listWords(other)));
  const words = listWords(text);
  const isShared = words.map(() => false);
  toRuns(words).forEach((run, at) => {
    if (known.has(run)) isShared.fill(true, at, at + RUN);
  });
  const pieces: Html[] = [];
  let done = 0;
  for (let at = 0; at < words.length; at++) {
    if (!isShared[at]) continue;
    let last = at;
    while (isShared[last + 1]) last++;
    const [start, end] = [words[at]?.start ?? 0, words[last]?.end ?? 0];
    pieces.push(html`${text.slice(done, start)}<mark class="shared">${text.slice(start, end)}</mark>`);
    done = end;
    at = last;
  }
  return html`${pieces}${text.slice(done)}`;
};
