import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { fail, ok, type Result, suggestClosest, type Trouble } from '../base/index.ts';
import { listKeysAt } from './schema-keys.ts';

/** A YAML file that has been read by a schema. */
export interface ParsedYaml<Value> {
  readonly file: string;
  readonly value: Value;
  /** The line, from 1, on which the deepest known step of a path begins. */
  lineAt(path: readonly PropertyKey[]): number;
}

/**
 * Reads YAML text by a schema. Every problem is told with its line: bad syntax, unknown and doubled keys, missing
 * keys, wrong types.
 */
export const parseYamlBy = <Schema extends z.ZodType>(
  schema: Schema,
  { file, text }: { readonly file: string; readonly text: string },
): Result<ParsedYaml<z.output<Schema>>, Trouble[]> => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const lineOf = (offset: number): number => lines.linePos(offset).line;
  if (document.errors.length > 0) {
    return fail(
      document.errors.map((error) => ({
        message: firstLine(error.message),
        place: { file, line: lineOf(error.pos[0]) },
      })),
    );
  }
  const locate: Locate = (path) => lineOf(findOffset(document.contents, path));
  const parsed = schema.safeParse(document.toJS() ?? {});
  if (parsed.success) return ok({ file, value: parsed.data, lineAt: locate });
  return fail(parsed.error.issues.flatMap((issue) => toTroubles(issue, schema, file, locate)));
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
    // The last form of a union is the full one; the shorter forms before it would only say "expected string".
    const full = issue.errors.at(-1) ?? [];
    return full.flatMap((inner) =>
      toTroubles({ ...inner, path: [...issue.path, ...inner.path] }, schema, file, locate),
    );
  }
  return [{ message: toMessage(issue), place: { file, line: locate(issue.path) } }];
};

const toMessage = (issue: z.core.$ZodIssue): string => {
  const key = issue.path.length === 0 ? 'the file' : `"${toKeyPath(issue.path)}"`;
  const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
  if (isMissing || /received undefined$/.test(issue.message)) return `${key} is missing.`;
  return `${key}: ${issue.message.replace(/^Invalid input: /, '')}.`;
};

const toKeyPath = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step + 1}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');

/** Where the deepest known node on a path begins; for a key in a map, where the key stands. */
const findOffset = (root: Node | null, path: readonly PropertyKey[]): number => {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step);
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

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? text;
