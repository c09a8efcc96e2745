import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import treeSitter, { type Node, type Parser } from '@vscode/tree-sitter-wasm';
import { parseAllDocuments } from 'yaml';
import { findReader } from './languages.ts';

/** What reading a block of code showed. */
export type CodeReading =
  | { readonly kind: 'clean' }
  /** `line` is the first that is wrong, from 1; `share` is how much of the text lies in what could not be read. */
  | { readonly kind: 'broken'; readonly line: number; readonly share: number }
  | { readonly kind: 'unread' };

/** Parses code in the languages of `languages.ts`. A grammar is loaded the first time it is needed. */
export interface CodeParser {
  /** @param word - The language word behind the fence. A word that is not known gives `unread`. */
  parse(word: string, code: string): Promise<CodeReading>;
}

// The package is CommonJS, whose names Node cannot see from here.
const { Language, Parser: TreeSitterParser } = treeSitter;

const FOLDER = dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm'));

/**
 * Opens a parser of code blocks.
 *
 * @param more - Further grammars by language word: paths of tree-sitter grammars built as WebAssembly.
 */
export const openCodeParser = async (more: ReadonlyMap<string, string> = new Map()): Promise<CodeParser> => {
  await TreeSitterParser.init({ locateFile: (file: string) => join(FOLDER, file) });
  const parsers = new Map<string, Promise<Parser>>();
  const open = (file: string): Promise<Parser> => {
    const parser = parsers.get(file) ?? openGrammar(file);
    parsers.set(file, parser);
    return parser;
  };
  const parseWith = async (file: string, code: string): Promise<CodeReading> => {
    const tree = (await open(file)).parse(`${code}\n`);
    if (tree === null) return { kind: 'unread' };
    try {
      return toReading(tree.rootNode, code);
    } finally {
      tree.delete();
    }
  };
  return {
    parse: async (word, code) => {
      const further = more.get(word.toLowerCase());
      if (further !== undefined) return parseWith(further, code);
      const reader = findReader(word);
      if (reader === undefined) return { kind: 'unread' };
      if (reader.kind === 'json') return readJson(code);
      if (reader.kind === 'yaml') return readYaml(code);
      return parseWith(join(FOLDER, `tree-sitter-${reader.grammar}.wasm`), openFor(reader.grammar, code));
    },
  };
};

/** A fragment of PHP is read as PHP, not as the text around it; the opening tag adds no line. */
const openFor = (grammar: string, code: string): string =>
  grammar === 'php' && !code.includes('<?') ? `<?php ${code}` : code;

const openGrammar = async (file: string): Promise<Parser> => {
  const parser = new TreeSitterParser();
  parser.setLanguage(await Language.load(file));
  return parser;
};

const toReading = (root: Node, code: string): CodeReading => {
  if (!root.hasError) return { kind: 'clean' };
  const faults = listFaults(root);
  const chars = faults.reduce((sum, { startIndex, endIndex }) => sum + endIndex - startIndex, 0);
  const line = faults.reduce((first, { startPosition }) => Math.min(first, startPosition.row), Infinity) + 1;
  return { kind: 'broken', line, share: Math.min(1, chars / Math.max(1, code.length)) };
};

/** The outermost nodes that are errors, and those that the parser had to make up. */
const listFaults = (root: Node): Node[] => {
  const faults: Node[] = [];
  // A stack of its own: code that is broken enough nests deeper than calls can.
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.isError || node.isMissing) faults.push(node);
    else if (node.hasError) waiting.push(...node.children.filter((child) => child !== null));
  }
  return faults;
};

const readJson = (code: string): CodeReading => {
  try {
    JSON.parse(code);
    return { kind: 'clean' };
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    return { kind: 'broken', line: countLines(code.slice(0, Number(at ?? 0))), share: 1 };
  }
};

const readYaml = (code: string): CodeReading => {
  const [fault] = parseAllDocuments(code, { logLevel: 'silent' }).flatMap(({ errors }) => errors);
  return fault === undefined
    ? { kind: 'clean' }
    : { kind: 'broken', line: countLines(code.slice(0, fault.pos[0])), share: 1 };
};

const countLines = (text: string): number => text.split('\n').length;
