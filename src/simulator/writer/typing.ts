import type { Desk } from './desk.ts';
import { capital } from './words.ts';

/** Puts what a learner says together as a person of that manner types it: no Markdown, not much care. */
export const joinPieces = (desk: Desk, pieces: readonly string[], prints: readonly string[] = []): string => {
  const said = pieces.filter((piece) => strip(piece) !== '');
  const { tone } = desk.voice;
  const careful = tone === 'methodical' || (desk.voice.level === 'lead' && tone !== 'terse');
  const lines = said.map((piece) => {
    if (prints.includes(piece)) return strip(piece);
    if (!careful) return toLoose(strip(piece));
    return toSentence(strip(piece), piece.trimStart().startsWith('`'));
  });
  const separator = desk.random.pick(
    careful ? [' ', ' ', '\n'] : tone === 'terse' ? ['. ', '. ', '\n'] : ['. ', '. ', ', and ', '\n'],
  );
  if (separator === ', and ') return joinLoosely(lines);
  return lines.reduce(
    (text, line) =>
      text === ''
        ? line
        : `${text}${needsNoPoint(text, separator) ? separator.replace('.', '') : separator}${line}`,
    '',
  );
};

const needsNoPoint = (text: string, separator: string): boolean =>
  separator.startsWith('.') && /[.?!:]$/.test(text);

const joinLoosely = (lines: readonly string[]): string =>
  lines.reduce((text, line, index) => {
    if (text === '') return line;
    if (/[.?!:]$/.test(text)) return `${text} ${line}`;
    return index === lines.length - 1 && !/^(and|but|so|or)\b/.test(line)
      ? `${text}. ${line}`
      : `${text}. ${line}`;
  }, '');

/** Markup and line breaks out; a learner's turn is plain text. */
const strip = (piece: string): string =>
  piece
    .replace(/[`]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^[#>*-]+\s*/, '')
    .trim();

const QUESTION =
  /^(how|what|whats|which|why|where|when|who|is|are|was|do|does|did|can|could|should|would|will|isnt|dont|doesnt|cant|so (is|are|do|does|can)|but (why|how|what|isnt))\b/i;

const toSentence = (piece: string, startsWithCode: boolean): string => {
  const fixed = (
    startsWithCode
      ? piece
      : piece
          .split(/(?<=[.?!]) /)
          .map(capital)
          .join(' ')
  )
    .replace(/\bi\b/g, 'I')
    .replace(/\b(do|did|does|is|was|are|were|would|should|could|has|have)nt\b/gi, "$1n't")
    .replace(
      /\b(that|there|it)s (a|an|the|that|what|how|about|been|not|why|in|on|no|so|too|one)\b/gi,
      "$1's $2",
    )
    .replace(/\bwont\b/g, "won't")
    .replace(/\bcant\b/g, "can't")
    .replace(/\bim\b/g, "I'm")
    .replace(/\bwhats\b/gi, (word) => (word.startsWith('W') ? "What's" : "what's"));
  if (/[.?!:]$/.test(fixed)) return fixed;
  const last = fixed.split(/[.?!:] /).at(-1) ?? fixed;
  return `${fixed}${QUESTION.test(last) ? '?' : '.'}`;
};

const toLoose = (piece: string): string => piece.replace(/\.$/, '');
