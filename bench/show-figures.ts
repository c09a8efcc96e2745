import type { Figure } from './bar.ts';

const HEAD = ['what', 'figure', 'bar', 'verdict', 'against'];

const toCells = ({ what, figure, bar, holds, against }: Figure): string[] => [
  what,
  figure,
  bar,
  holds ? 'holds' : 'MISSED',
  against,
];

/** A table for a terminal; its last column is as long as it is. */
export const toTable = (figures: readonly Figure[]): string => {
  const rows = [HEAD, ...figures.map(toCells)].map((cells) => cells.map((cell) => cell.replaceAll('`', '')));
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row.map((cell, column) => (column < 4 ? cell.padEnd(widths[column] ?? 0) : cell)).join('  '),
    )
    .join('\n');
};

const toMarkdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The page of the documentation. */
export const toPage = (
  figures: readonly Figure[],
  machine: readonly (readonly [string, string])[],
  date: string,
): string => `# Performance

Written by \`npm run bench\` on ${date}; do not edit. With the flag "quick" it takes under a minute and writes nothing;
"only" with a name measures one part. Where the time goes and what was done about it stands in
[decisions/performance.md](decisions/performance.md).

The client is the real command line in a process of its own, and so is the simulator that it asks. What the client took
is the operating system's count at its end (\`getrusage\`), for all of its threads.

${toMarkdownTable(HEAD, figures.map(toCells))}

## The machine

${toMarkdownTable(['part', 'value'], machine)}
`;
