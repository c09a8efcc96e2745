import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { EXIT } from '../src/cli/exit-code.ts';
import { createProgram } from '../src/cli/program.ts';
import { loadRegistry, type Model, type Price } from '../src/providers/index.ts';
import { loadRecipe } from '../src/recipe/index.ts';
import { makeRecipePages } from './recipe-pages.ts';

const DOCS = join(import.meta.dirname, '..', 'docs');
const BUILT_IN_RECIPE = join(import.meta.dirname, '..', 'recipes', 'coding-mentor');
const HELP_WIDTH = 100;

/** What each exit code says; `docs/errors.md` tells more about 2 and 3. */
const MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  done: 'done: all that was asked for is there',
  noGo: 'the quality gate says no, or a validation failed; no command of this version ends so',
  mend: 'something of yours has to be mended first: flags, recipe, key, model, address',
  incomplete: 'incomplete: the same command goes on where this one stopped',
  inconclusive: 'the quality gate cannot tell; no command of this version ends so',
  bug: 'a bug in idiolect; what was paid for is in the ledger',
  interrupted: 'interrupted by Ctrl-C or a signal; the same command goes on',
};

/** The text of `docs/cli.md`: the help of each command as the program prints it, and the exit codes. */
export const makeCliPage = (): string => {
  let text = '';
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      text += String(chunk);
      done();
    },
  });
  const signal = new AbortController().signal;
  const io = { stdout: stream, stderr: stream, isLive: false, columns: HELP_WIDTH, signal, leaveNow: signal };
  const program = createProgram({ ...io, paint: (_style, painted) => painted }, () => undefined);
  const sections = [program, ...program.commands].map((command) => {
    text = '';
    command.configureHelp({ helpWidth: HELP_WIDTH }).outputHelp();
    const name = command === program ? 'idiolect' : `idiolect ${command.name()}`;
    return `## ${name}\n\n\`\`\`text\n${text.trim()}\n\`\`\`\n`;
  });
  const codes = Object.entries(EXIT).map(
    ([name, code]) => `| ${code} | ${MEANINGS[name as keyof typeof EXIT]} |\n`,
  );
  return `${[INTRODUCTION, ...sections].join('\n')}\n## Exit codes\n\n| code | meaning |\n|---|---|\n${codes.join('')}${SEVERAL}`;
};

/** What counts when the providers of one command end in different ways. */
const SEVERAL = `
With several providers 130 comes before 2, and 2 before 3: what you have to do first is not hidden by what goes on by
itself.
`;

const INTRODUCTION = `# Command line

Written by \`npm run docs\` from the program itself; a test keeps the two equal.

All commands work on the current folder. The result goes to stdout, progress and errors to stderr. There are no colours
and no redrawn lines where the output is no terminal, or with \`NO_COLOR\` set.
`;

/** The table of \`docs/models.md\`. */
export const makeModelTable = (models: readonly Model[]): string =>
  [
    '| provider | model | input | output | shutdown | as of |',
    '|---|---|---|---|---|---|',
    ...models.map(({ provider, id, prices, shutdown, asOf }) => {
      const [input, output] = [toPriceText(prices, 'input'), toPriceText(prices, 'output')];
      return `| ${provider} | \`${id}\` | ${input} | ${output} | ${shutdown?.date ?? ''} | ${asOf} |`;
    }),
  ].join('\n');

const toPriceText = (prices: readonly Price[], side: 'input' | 'output'): string =>
  prices
    .map((price, index) => {
      const from = index === 0 ? '' : `from ${price.from} `;
      const above =
        price.above && `${price.above[side]} above ${price.above.inputTokens.toLocaleString('en-US')}`;
      return `${from}${price[side]}${above ? ` (${above})` : ''}`;
    })
    .join('; ') || 'unknown';

/** What stands between these marks in \`docs/models.md\` is written by this script. */
export const MODEL_TABLE = /(?<=<!-- models -->\n)[\s\S]*?(?=\n<!-- \/models -->)/;

if (import.meta.main) {
  const modelPage = await readFile(join(DOCS, 'models.md'), 'utf8');
  await writeFile(
    join(DOCS, 'models.md'),
    modelPage.replace(MODEL_TABLE, makeModelTable(loadRegistry().models)),
  );
  await writeFile(join(DOCS, 'cli.md'), makeCliPage());
  const recipe = await loadRecipe(BUILT_IN_RECIPE, BUILT_IN_RECIPE);
  for (const [file, text] of makeRecipePages(recipe)) await writeFile(join(DOCS, file), text);
}
