import type { PlannedConversations } from '../../index.ts';
import { type Io, writeLine } from '../io.ts';
import { formatCount, formatTable, formatUsd } from './format.ts';

/** How many assignments are shown in full; `--json` has them all. */
const SHOWN = 10;
/** How many topics the table of topics has. */
const SHOWN_TOPICS = 12;

/** Shows a plan: what comes first, how even it is, and what it would cost. */
export const showPlan = (planned: PlannedConversations, io: Io): void => {
  const { recipe, count, seed, design, assignments, coverage } = planned;
  const say = (line = ''): void => writeLine(io.stdout, line);
  const title = (text: string): void => say(io.paint('bold', text));
  title(
    `${formatCount(count)} conversations, design ${design}, seed ${seed}, recipe ${recipe.name} (${recipe.patterns} patterns, ${recipe.topics} topics)`,
  );
  say();
  for (const { number, topic, patterns, exchanges } of assignments.slice(0, SHOWN)) {
    say(
      `${String(number).padStart(4)}. ${topic}  ${io.paint('dim', `[${patterns.join(', ')}] ${exchanges} exchanges`)}`,
    );
  }
  if (count > SHOWN) say(io.paint('dim', `      … and ${formatCount(count - SHOWN)} more (--json has all)`));
  say();
  title('Coverage');
  for (const line of formatTable([
    ['', 'least', 'most', 'empty'],
    ...toRows(coverage).map(([name, margin, empty]) => [name, margin.min, margin.max, empty]),
  ])) {
    say(`  ${line}`);
  }
  say();
  for (const line of formatTable(coverage.patterns.map((each) => [each.name, each.count]))) say(`  ${line}`);
  say();
  showPairs(planned, say, title);
  showCells(planned, say, title);
  title('Estimated cost');
  for (const each of planned.estimate) say(`  ${toCostLine(each)}`);
  for (const line of BASIS) say(io.paint('dim', `  ${line}`));
};

/** Where the figures come from, and what the two ends of the range mean. */
const BASIS = [
  'A guess: 4 characters a token, answers of about the lengths that the built-in recipe asks for. From terse answers',
  'and a warm cache to answers that fill all of --max-tokens. Answers that have to be asked for again are not in it.',
];

const toRows = (coverage: PlannedConversations['coverage']) =>
  [
    ['patterns', coverage.margins.patterns, countEmpty(coverage.patterns)],
    ['pairs of patterns', coverage.margins.pairs, coverage.emptyPairs],
    ['topics', coverage.margins.topics, countEmpty(coverage.topics)],
    ['topic × pattern', coverage.margins.cells, coverage.emptyCells],
    ['exchanges', coverage.margins.exchanges, countEmpty(coverage.exchanges)],
  ] as const;

const countEmpty = (counts: readonly { readonly count: number }[]): number =>
  counts.filter(({ count }) => count === 0).length;

type Say = (line?: string) => void;

/** Patterns against patterns: the diagonal is how often each occurs. */
const showPairs = ({ coverage }: PlannedConversations, say: Say, title: (text: string) => void): void => {
  title('Pairs of patterns');
  const names = coverage.patterns.map(({ name }) => name);
  const rows = coverage.patterns.map(({ name, count }, row) => [
    `${row + 1} ${name}`,
    ...names.map((other, column) => {
      if (column > row) return '';
      if (column === row) return count;
      return (
        coverage.pairs.find(({ patterns }) => patterns.includes(name) && patterns.includes(other))?.count ?? 0
      );
    }),
  ]);
  for (const line of formatTable([['', ...names.map((_, index) => index + 1)], ...rows])) say(`  ${line}`);
  say();
};

const showCells = ({ coverage }: PlannedConversations, say: Say, title: (text: string) => void): void => {
  const more = coverage.topics.length > SHOWN_TOPICS ? `; the first ${SHOWN_TOPICS} topics` : '';
  title(`Topic × pattern (columns as numbered above${more})`);
  const rows = coverage.topics
    .slice(0, SHOWN_TOPICS)
    .map(({ name, count }, row) => [name, count, ...(coverage.cells[row] ?? [])]);
  const header = ['topic', 'all', ...coverage.patterns.map((_, index) => index + 1)];
  for (const line of formatTable([header, ...rows])) say(`  ${line}`);
  say();
};

const toCostLine = ({
  provider,
  model,
  calls,
  inputTokens,
  outputTokens,
  costUsd,
  prices,
}: PlannedConversations['estimate'][number]): string => {
  const tokens = `${formatCount(inputTokens)} tokens in, ${formatCount(outputTokens)} out`;
  if (costUsd === undefined || prices === undefined)
    return `${provider} ${model}: ${formatCount(calls)} calls, ${tokens}, price unknown`;
  const range = `${formatUsd(costUsd.low)} to ${formatUsd(costUsd.high)}`;
  return `${provider} ${model}: about ${formatUsd(costUsd.likely)} (${range}; ${tokens}; prices of ${prices.asOf})`;
};
