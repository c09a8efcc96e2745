import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parse as parseGraphql } from 'graphql';
import { loadModule as loadSql, parseSync as parseSql } from 'libpg-query';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments, visit } from 'yaml';
import { listCodeBlocks } from '../../src/conversation/index.ts';
import { openCodeParser } from '../../src/quality/index.ts';

const RECIPE = join(import.meta.dirname, '..', '..', 'recipes', 'coding-mentor');
const { resolve } = createRequire(import.meta.url);

/** Languages that the product does not read, with grammars that it does not ship. */
const parser = await openCodeParser(
  new Map([
    ...['c', 'html', 'kotlin', 'swift'].map((language): [string, string] => [
      language,
      resolve(`tree-sitter-wasms/out/tree-sitter-${language}.wasm`),
    ]),
    ['hcl', resolve('@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm')],
  ]),
);
await loadSql();

/** What is no code: output, logs, plans of a query, drawings. */
const NO_CODE = new Set(['text', 'console', 'diff', 'http']);
/** Languages for which there is no kept parser on npm. */
const UNREADABLE = new Set(['nginx', 'haproxy', 'dockerfile', 'promql']);
/** What only MySQL knows; `libpg-query` reads PostgreSQL. */
const MYSQL = /\bALGORITHM = INPLACE\b|\bINVISIBLE;/;

/** Parsers that throw. */
const READERS: Readonly<Record<string, (code: string) => unknown>> = {
  // Placeholders of drivers stand for a parameter.
  sql: (code) => MYSQL.test(code) || parseSql(code.replace(/\?|(?<!:):[a-z]\w*/g, '$1')),
  graphql: parseGraphql,
  toml: parseToml,
};

interface Block {
  readonly place: string;
  readonly language: string;
  readonly code: string;
  readonly isClosed: boolean;
}

/** Every fenced block in a text of the recipe, and the code that topics carry without a fence. */
const listBlocks = (file: string): Block[] => {
  const text = readFileSync(join(RECIPE, file), 'utf8');
  if (!file.endsWith('.yaml')) return listCodeBlocks(text).map((block) => ({ ...block, place: file }));
  const found: Block[] = [];
  for (const document of parseAllDocuments(text)) {
    visit(document, {
      Scalar: (_key, { value, range }) => {
        if (typeof value !== 'string') return;
        const line = text.slice(0, range?.[0]).split('\n').length;
        found.push(
          ...listCodeBlocks(value).map((block) => ({ ...block, place: `${file}:${line + block.line}` })),
        );
      },
      Map: (_key, node) => {
        const { language, text: code } = node.toJSON() as { language?: string; text?: string };
        if (language === undefined || code === undefined) return;
        const line = text.slice(0, node.range?.[0]).split('\n').length;
        found.push({ place: `${file}:${line}`, language, code, isClosed: true });
      },
    });
  }
  return found;
};

const files = readdirSync(RECIPE, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.(ya?ml|md)$/.test(file),
);
const blocks = files.flatMap(listBlocks);
/** A gold item of kind `truncated` breaks off on purpose, which may be within a block. */
const isTruncatedGold = ({ place, isClosed }: Block): boolean => place.startsWith('gold') && !isClosed;

const findFault = async ({ language, code }: Block): Promise<string | undefined> => {
  const word = language.toLowerCase();
  if (NO_CODE.has(word) || UNREADABLE.has(word)) return undefined;
  if (word === '') return 'names no language';
  const read = READERS[word];
  if (read !== undefined) {
    try {
      read(code);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
  const reading = await parser.parse(word, code);
  if (reading.kind === 'clean') return undefined;
  return reading.kind === 'unread'
    ? `is in ${word}, which is not read`
    : `breaks at its line ${reading.line}`;
};

describe('the code in the built-in recipe', () => {
  test('there is plenty, in many languages', () => {
    expect(blocks.length).toBeGreaterThan(200);
    expect(new Set(blocks.map(({ language }) => language)).size).toBeGreaterThan(15);
  });

  test('every block is closed, names its language and parses in it', async () => {
    const faults: string[] = [];
    for (const block of blocks.filter((each) => !isTruncatedGold(each))) {
      const fault = block.isClosed ? await findFault(block) : 'is not closed';
      if (fault !== undefined) faults.push(`${block.place} ${block.language}: ${fault}`);
    }
    expect(faults).toEqual([]);
  });
});
