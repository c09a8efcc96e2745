import type { CodeBlock } from '../../../conversation/index.ts';
import { findReader } from '../../code/languages.ts';
import type { CodeParser, CodeReading } from '../../code/parse-code.ts';
import type { Check, Sighting } from '../check.ts';
import { LIMITS } from '../limits.ts';
import { isExcerpt, listFrames } from './excerpt.ts';

/** Fenced code that a parser of its language cannot read. */
export const codeParses: Check = {
  id: 'code-parses',
  version: 1,
  severity: 'fail',
  title: 'Code parses',
  why: 'The model learns code that its reader cannot run.',
  run: ({ answers }, { parser }) => {
    const blocks = answers.flatMap(({ number, blocks }) =>
      blocks.filter(isReadable).map((block) => ({ turn: number, block })),
    );
    return blocks.length === 0 ? [] : readAll(blocks, parser);
  },
};

/** Whether a block is one that the parser is asked about. */
export const isReadable = ({ language, code, isClosed }: CodeBlock): boolean =>
  isClosed &&
  code.length <= LIMITS.longestCode &&
  findReader(language) !== undefined &&
  code.trim() !== '' &&
  !isExcerpt(code);

const readAll = async (
  blocks: ReadonlyArray<{ readonly turn: number; readonly block: CodeBlock }>,
  parser: CodeParser,
): Promise<Sighting[]> => {
  const sightings: Sighting[] = [];
  for (const { turn, block } of blocks) {
    const reading = await readBlock(parser, block);
    if (reading.kind !== 'broken') continue;
    const lines = block.code.split('\n').length;
    const isBad = reading.share > LIMITS.brokenShare && lines > LIMITS.brokenLines;
    sightings.push({
      severity: isBad ? 'fail' : 'warn',
      message: `The ${toName(block.language)} code does not parse from its line ${reading.line} on, so nobody can run it.`,
      place: { turn, start: block.start, end: block.end },
    });
  }
  return sightings;
};

/** The reading of a block as it stands, or as the fragment of something larger where that is clean. */
const readBlock = async (parser: CodeParser, { language, code }: CodeBlock): Promise<CodeReading> => {
  const asItStands = await parser.parse(language, code);
  if (asItStands.kind !== 'broken' || code.length > LIMITS.longestFragment) return asItStands;
  for (const framed of listFrames(language, code)) {
    if ((await parser.parse(language, framed)).kind === 'clean') return { kind: 'clean' };
  }
  // A parser of JSON or YAML stops at the first fault and knows no share of what is lost.
  return asItStands;
};

const toName = (word: string): string => word.slice(0, 20);
