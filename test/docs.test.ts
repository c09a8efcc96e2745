import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { makeRecipePages } from '../scripts/recipe-pages.ts';
import { MODEL_TABLE, makeCliPage, makeModelTable } from '../scripts/write-docs.ts';
import { ERROR_CODES } from '../src/base/index.ts';
import { EXIT } from '../src/cli/exit-code.ts';
import { RETRY_RULES } from '../src/engine/index.ts';
import { makePlan } from '../src/plan/index.ts';
import { loadRegistry, PROBLEM_KINDS, PROVIDER_NAMES } from '../src/providers/index.ts';
import { checkTemplate } from '../src/recipe/check-template.ts';
import { goldFileSchema } from '../src/recipe/gold/schema.ts';
import { loadRecipe } from '../src/recipe/index.ts';
import * as schemas from '../src/recipe/schema.ts';
import { FAULTS } from '../src/simulator/faults/fault.ts';
import { PROFILES } from '../src/simulator/profiles.ts';
import { Counter } from '../src/simulator/stats.ts';

const ROOT = join(import.meta.dirname, '..');
const BUILT_IN = join(ROOT, 'recipes', 'coding-mentor');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

/** Everything that people read. `starter/README.md` is copied elsewhere, so its paths are not of this repository. */
const DOCUMENTS = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].filter((file) =>
    existsSync(join(ROOT, file)),
  ),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file.replaceAll('\\', '/')}`),
];
const STARTER = 'starter/README.md';

/** The text below a heading, up to the next one of the same rank. */
const sectionOf = (file: string, heading: string): string => {
  const [, rest = ''] = read(file).split(`\n## ${heading}\n`);
  return rest.split('\n## ')[0] ?? '';
};
/** The rows of the tables in a text, without headers and rules; cells as written. */
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter(
      (line, at, lines) =>
        line.startsWith('|') && !line.startsWith('|--') && !lines[at + 1]?.startsWith('|--'),
    )
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
const unquote = (cell: string): string => cell.replaceAll('`', '');

describe('docs/cli.md', () => {
  test('is what `npm run docs` writes', () => {
    expect(read('docs/cli.md')).toBe(makeCliPage());
  });
});

test.each([...makeRecipePages(await loadRecipe(BUILT_IN, BUILT_IN))])(
  'docs/%s is what `npm run docs` writes from the recipe',
  (file, text) => {
    expect(read(`docs/${file}`)).toBe(text);
  },
);

describe('docs/errors.md', () => {
  const others = ['Problems of a call', 'Exit codes'];

  test('has a heading for each error code and for nothing else', () => {
    const headings = [...read('docs/errors.md').matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);
    const codes = ERROR_CODES.map((code) => code.toLowerCase().replaceAll('_', '-'));
    expect(headings).toEqual([...codes, ...others]);
  });

  test('says of each kind of problem what the retry rules say', () => {
    const told = rowsOf(sectionOf('docs/errors.md', 'Problems of a call')).map(([kind = '', , then = '']) => [
      kind,
      then,
    ]);
    const rules = PROBLEM_KINDS.map((kind) => [`\`${kind}\``, `\`${RETRY_RULES[kind].then}\``]);
    expect(told.toSorted()).toEqual(rules.toSorted());
  });

  test('lists the exit codes', () => {
    const codes = rowsOf(sectionOf('docs/errors.md', 'Exit codes')).map(([code]) => Number(code));
    expect(codes).toEqual(Object.values(EXIT));
  });
});

/** A key as the tables of docs/recipe.md have it: path, whether it is required, and the default as JSON. */
type Key = readonly [path: string, required: string, fallback: string];

const listKeys = (schema: z.ZodType, path: string, required = 'yes', fallback = ''): Key[] => {
  if (schema instanceof z.ZodOptional) return listKeys(schema.unwrap() as z.ZodType, path, 'no');
  if (schema instanceof z.ZodDefault) {
    return listKeys(schema.unwrap() as z.ZodType, path, 'no', JSON.stringify(schema.parse(undefined)));
  }
  return [...(path === '' ? [] : [[path, required, fallback] as const]), ...listKeysIn(schema, path)];
};
const listKeysIn = (schema: z.ZodType, path: string): Key[] => {
  if (schema instanceof z.ZodUnion)
    return (schema.options as z.ZodType[]).flatMap((form) => listKeysIn(form, path));
  if (schema instanceof z.ZodArray) return listKeysIn(schema.element as z.ZodType, `${path}[]`);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).flatMap(([key, inner]) =>
    listKeys(inner, path === '' ? key : `${path}.${key}`),
  );
};

/** A template that uses one variable; `[]` in its path becomes a loop. */
const toTemplate = (path: string, within = ''): string => {
  const [first = '', ...rest] = path.split('[].');
  const name = within === '' ? first : `${within}.${first}`;
  if (rest.length === 0) return `{{ ${name} }}`;
  const item = `${within}x`;
  return `{% for ${item} in ${name} %}${toTemplate(rest.join('[].'), item)}{% endfor %}`;
};

/** The variables that a template may begin with, as the message about an unknown one lists them. */
const listRoots = (name: schemas.PromptName): string[] => {
  const [fault] = checkTemplate(name, { file: 'x', stem: 'x', text: '{{ nowhere }}' });
  return /are ([^.]+)\.$/.exec(fault?.message ?? '')?.[1]?.split(', ') ?? [];
};

describe('docs/recipe.md', () => {
  test.each([
    ['recipe.yaml', schemas.headSchema],
    ['patterns/*.yaml', schemas.patternSchema],
    ['topics/*.yaml', schemas.topicFileSchema],
    ['examples/*.yaml', schemas.exampleSchema],
    ['gold/*.yaml', goldFileSchema],
    ['variations.yaml', schemas.variationsSchema],
  ])('has every key of %s, whether it is required, and its default', (heading, schema) => {
    const told = rowsOf(sectionOf('docs/recipe.md', heading)).map(([path = '', required, fallback = '']) => [
      unquote(path),
      required,
      fallback === '' ? '' : JSON.stringify(JSON.parse(unquote(fallback))),
    ]);
    expect(told).toEqual(listKeys(schema, ''));
  });

  test.each(schemas.PROMPT_NAMES)('has the variables of the template %s, and no others', (name) => {
    const [, table = ''] = sectionOf('docs/recipe.md', 'prompts/*.md').split(`\n\`${name}.md\``);
    const rows = rowsOf(table.split(/\n`\w+\.md`/)[0] ?? '');
    const variables = rows.flatMap(([cell = '']) => unquote(cell).split(', '));
    const roots = new Set(variables.map((variable) => /^\w+/.exec(variable)?.[0]));
    expect([...roots].toSorted()).toEqual(listRoots(name).toSorted());
    const text = variables.map((variable) => toTemplate(variable)).join('\n');
    expect(checkTemplate(name, { file: 'x', stem: 'x', text })).toEqual([]);
  });

  test('the smallest recipe, copied as it stands, loads and can be planned', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'idiolect-docs-'));
    try {
      const files = [...read('docs/recipe.md').matchAll(/^cat > (\S+) <<'END'\n([\s\S]*?\n)END$/gm)];
      for (const [, file = '', text = ''] of files) {
        await mkdir(dirname(join(folder, file)), { recursive: true });
        await writeFile(join(folder, file), text);
      }
      const recipe = await loadRecipe(join(folder, 'recipe'), BUILT_IN);
      expect([recipe.patterns.length, recipe.topics.length]).toEqual([3, 7]);
      expect(makePlan(recipe, { count: 7, seed: 42, design: 'cycle' }).assignments).toHaveLength(7);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('docs/models.md', () => {
  test('has the shipped models as `npm run docs` writes them', () => {
    expect(MODEL_TABLE.exec(read('docs/models.md'))?.[0]).toBe(makeModelTable(loadRegistry().models));
  });

  test('names the default of each provider', () => {
    const { defaults } = loadRegistry();
    for (const name of PROVIDER_NAMES)
      expect(read('docs/models.md')).toContain(`| ${name} | \`${defaults[name]}\` |`);
  });

  test('shows overlays that can be laid over', () => {
    const overlays = [...read('docs/models.md').matchAll(/```json\n([\s\S]*?)```/g)].map(
      ([, json = '']) => json,
    );
    expect(overlays.length).toBeGreaterThan(0);
    for (const json of overlays) expect(() => loadRegistry(JSON.parse(json))).not.toThrow();
  });
});

describe('docs/simulator.md', () => {
  const firstCells = (heading: string): string[] =>
    rowsOf(sectionOf('docs/simulator.md', heading)).flatMap(([cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
    );

  test('has every profile', () => {
    expect(firstCells('Profiles')).toEqual(Object.keys(PROFILES));
  });

  test('has every fault', () => {
    const kinds = firstCells('Faults').filter((name) => !name.includes('='));
    expect(kinds).toEqual(FAULTS.map(({ kind }) => kind));
  });

  test('has every field of the statistics', () => {
    expect(firstCells('What it has seen').toSorted()).toEqual(Object.keys(new Counter().read([])).toSorted());
  });
});

describe('ARCHITECTURE.md', () => {
  test('says who may import whom as the test of the architecture does', () => {
    const rooms = /const ROOMS[^=]*= \{\n([\s\S]*?)\n\};/.exec(read('test/architecture.test.ts'))?.[1] ?? '';
    const held = [...rooms.matchAll(/^ {2}(\w+): \[([^\]]*)\],$/gm)].map(([, room = '', list = '']) => [
      room,
      [...list.matchAll(/\w+/g)].join(', '),
    ]);
    const told = rowsOf(sectionOf('ARCHITECTURE.md', 'Rooms')).map((row) => row.map(unquote));
    expect(told).toEqual(held);
  });
});

describe('docs/decisions/dependencies.md', () => {
  test('has every dependency in its version', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const told = rowsOf(read('docs/decisions/dependencies.md')).map(([name = '', version = '']) => [
      unquote(name),
      version,
    ]);
    expect(told.toSorted()).toEqual(Object.entries({ ...dependencies, ...devDependencies }).toSorted());
  });
});

/** The anchors of a document's headings, as GitHub makes them. */
const anchorsOf = (file: string): string[] =>
  [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Pieces of code in a document: spans in backticks, and the lines of fenced blocks. */
const codeOf = (file: string): string[] => {
  const fenced = [...read(file).matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
    block.split('\n'),
  );
  const spans = [
    ...read(file)
      .replace(/^```\w*\n[\s\S]*?^```$/gm, '')
      .matchAll(/`([^`\n]+)`/g),
  ];
  return [...fenced, ...spans.map(([, span = '']) => span)];
};

/** What a piece of code hands to idiolect: all of it, but for other programs only what stands behind a bare `--`. */
const toOurPart = (code: string): string => {
  if (!/^\s*\$?\s*(npm|npx|curl|git|docker|node|ollama|vllm|python3?)\b/.test(code)) return code;
  return code.split(' -- ')[1] ?? '';
};

const cliPage = makeCliPage();
const FLAGS = new Set(cliPage.match(/--[a-z][a-z-]*/g));
const COMMANDS = new Set(
  [...cliPage.matchAll(/^## idiolect (\S+)$/gm)].map(([, name = '']) => name).concat('help'),
);
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

describe.each(DOCUMENTS)('%s', (file) => {
  test('links to what is there', () => {
    const links = [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    const broken = links
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => {
        const [path = '', anchor] = link.split('#');
        const target = path === '' ? file : join(dirname(file), path);
        if (!existsSync(join(ROOT, target))) return true;
        return anchor !== undefined && !anchorsOf(target).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  test('names files of the repository that are there', () => {
    const paths = codeOf(file)
      .flatMap((code) => code.split(/\s+/))
      .map((word) => word.replace(/^\.\//, '').replace(/[.,;:]$/, ''))
      .filter((word) => /^(src|docs|data|recipes|scripts|starter|test|bin)\/[\w./-]*$/.test(word))
      // What runs write is no part of the repository.
      .filter((word) => !/^data\/(synthetic|simulated)\b/.test(word));
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

/** Pages that quote the recipe speak of the flags of other programs. */
const isQuoted = (file: string): boolean => /^docs\/0\d_/.test(file);

describe.each([...DOCUMENTS, STARTER].filter((file) => !isQuoted(file)))('%s', (file) => {
  test('names flags and commands that the program has, and scripts that npm finds', () => {
    const ours = codeOf(file).map(toOurPart);
    const flags = ours.flatMap((code) => code.match(/(?<![\w-])--[a-z][a-z-]*/g) ?? []);
    const commands = ours.flatMap((code) =>
      [...code.matchAll(/^\s*(?:npx )?idiolect ([a-z]+)/g)].map(([, name = '']) => name),
    );
    const called = codeOf(file).flatMap((code) =>
      [...code.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name),
    );
    expect({
      flags: flags.filter((flag) => !FLAGS.has(flag)),
      commands: commands.filter((name) => !COMMANDS.has(name)),
      scripts: called.filter((name) => !(name in scripts)),
    }).toEqual({ flags: [], commands: [], scripts: [] });
  });
});
