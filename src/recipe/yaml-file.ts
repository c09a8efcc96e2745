import { createRequire } from 'node:module';
import { CORE_SCHEMA, load } from 'js-yaml';
import type { Document, Node } from 'yaml';
import type { z } from 'zod';
import { fail, ok, type Result, suggestClosest, type Trouble } from '../base/index.ts';
import { listKeysAt } from './schema-keys.ts';

/** Loaded only where there is something to tell: it is 70 files, and most recipes are sound. */
const loadYaml = (): typeof import('yaml') => createRequire(import.meta.url)('yaml');

/** A YAML file that has been read by a schema. */
export interface ParsedYaml<Value> {
  readonly file: string;
  readonly value: Value;
  /** The line, from 1, on which the deepest known step of a path begins. */
  lineAt(path: readonly PropertyKey[]): number;
}

/**
 * Reads YAML text by a schema. A sound file is read by a parser that knows no lines and takes a fifth of the time; for
 * anything else the other one has the say.
 *
 * Every problem is told with its line: bad syntax, unknown and doubled keys, missing
 * keys, wrong types.
 */
export const parseYamlBy = <Schema extends z.ZodType>(
  schema: Schema,
  { file, text }: { readonly file: string; readonly text: string },
): Result<ParsedYaml<z.output<Schema>>, Trouble[]> => {
  const quick = schema.safeParse(loadQuickly(text));
  if (!quick.success) return parseByLine(schema, { file, text });
  let locate: Locate | undefined;
  const lineAt: Locate = (path) => {
    locate ??= makeLocate(text);
    return locate(path);
  };
  return ok({ file, value: quick.data, lineAt });
};

/** The value of a text, or nothing where it is not plain YAML 1.2 in one document, without aliases. */
const loadQuickly = (text: string): unknown => {
  try {
    return load(text, { schema: CORE_SCHEMA, maxAliases: 0 }) ?? {};
  } catch {
    return undefined;
  }
};

const makeLocate = (text: string): Locate => {
  const { LineCounter, parseDocument } = loadYaml();
  const lines = new LineCounter();
  const { contents } = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  return (path) => lines.linePos(findOffset(contents, path)).line;
};

const parseByLine = <Schema extends z.ZodType>(
  schema: Schema,
  { file, text }: { readonly file: string; readonly text: string },
): Result<ParsedYaml<z.output<Schema>>, Trouble[]> => {
  const { LineCounter, parseDocument } = loadYaml();
  const lines = new LineCounter();
  // What the library would print on its own is either told here or says nothing to whoever wrote the file.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const lineOf = (offset: number): number => lines.linePos(offset).line;
  const faults = listFaults(document, text, lineOf);
  const syntax = faults.map(({ message, line }) => ({ message, place: { file, line } }));
  // A doubled key leaves a value that can be looked at further; any other fault does not.
  if (faults.some(({ isDoubledKey }) => !isDoubledKey)) return fail(syntax);
  const locate: Locate = (path) => lineOf(findOffset(document.contents, path));
  const plain = toPlain(document);
  if (!plain.ok) return fail([...syntax, { message: plain.failure, place: { file } }]);
  const parsed = schema.safeParse(plain.value ?? {}, { reportInput: true });
  if (parsed.success && syntax.length === 0) return ok({ file, value: parsed.data, lineAt: locate });
  const issues = parsed.error?.issues ?? [];
  return fail([...syntax, ...issues.flatMap((issue) => toTroubles(issue, schema, file, locate))]);
};

interface SyntaxFault {
  readonly message: string;
  readonly line: number;
  readonly isDoubledKey: boolean;
}

/** Faults of syntax, one a line, for those that follow on the same line come from the first. */
const listFaults = (document: Document, text: string, lineOf: (offset: number) => number): SyntaxFault[] => {
  const byLine = new Map<number, SyntaxFault>();
  // Text behind a tag that nobody knows would be taken without the tag, so it is a fault here.
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    const line = lineOf(pos[0]);
    const isDoubledKey = code === 'DUPLICATE_KEY';
    const key = isDoubledKey ? /^["']?([^:"'\n]*)/.exec(text.slice(pos[0]))?.[1]?.trim() : undefined;
    const words = isDoubledKey ? `the key "${key}" comes twice.` : (WORDS[code] ?? `${message}.`);
    if (!byLine.has(line)) byLine.set(line, { message: words, line, isDoubledKey });
  }
  return [...byLine.values()];
};

/** Messages that would speak to a programmer. */
const WORDS: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'a second YAML document begins here; a file holds one.',
  RESOURCE_EXHAUSTION: 'the nesting is too deep.',
};

/** A document's value. Aliases that lead nowhere or unfold without end are found only here. */
const toPlain = (document: Document): Result<unknown, string> => {
  try {
    return ok(document.toJS());
  } catch (error) {
    if (error instanceof ReferenceError) return fail(`${error.message}.`);
    throw error;
  }
};

type Locate = (path: readonly PropertyKey[]) => number;

const toTroubles = (issue: z.core.$ZodIssue, schema: z.ZodType, file: string, locate: Locate): Trouble[] => {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      message: `unknown key "${key}".${suggestClosest(key, listKeysAt(schema, issue.path))}`,
      place: { file, line: locate([...issue.path, key]) },
    }));
  }
  if (issue.code === 'invalid_union') {
    // Only the form that was meant has something to say; the others would tell that they are other forms.
    const meant = issue.errors.find((form) => !form.some(isOtherForm));
    if (meant === undefined && issue.input !== null) {
      const forms = issue.errors.flatMap((form) => form.filter(isOtherForm).map(({ expected }) => expected));
      const message = `"${toKeyPath(issue.path)}": expected ${forms.join(' or ')}.`;
      return [{ message, place: { file, line: locate(issue.path) } }];
    }
    return (meant ?? issue.errors[0] ?? []).flatMap((inner) =>
      toTroubles({ ...inner, path: [...issue.path, ...inner.path] }, schema, file, locate),
    );
  }
  return [{ message: toMessage(issue), place: { file, line: locate(issue.path) } }];
};

const isOtherForm = (issue: z.core.$ZodIssue): issue is z.core.$ZodIssueInvalidType =>
  issue.code === 'invalid_type' && issue.path.length === 0;

const toMessage = (issue: z.core.$ZodIssue): string => {
  const key = issue.path.length === 0 ? 'the file' : `"${toKeyPath(issue.path)}"`;
  if (issue.input === undefined) return `${key} is missing.`;
  if (issue.input === null) return `${key} is empty.`;
  return `${key}: ${issue.message.replace(/^Invalid \w+: /, '')}.`;
};

const toKeyPath = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step + 1}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');

/** Where the deepest known node on a path begins; for a key in a map, where the key stands. */
const findOffset = (root: Node | null, path: readonly PropertyKey[]): number => {
  const { isMap, isScalar, isSeq } = loadYaml();
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === step);
      if (pair === undefined) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    } else break;
  }
  return offset;
};
