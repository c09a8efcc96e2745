import { isObject, type JsonObject, toList, toObject } from '../json.ts';

const DEEPEST = 10;

const NOT_PERMITTED = [
  'default',
  'allOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'dependentRequired',
  'dependentSchemas',
  'patternProperties',
  'propertyNames',
  'minProperties',
  'maxProperties',
  'prefixItems',
  'contains',
  'uniqueItems',
  'minLength',
  'maxLength',
];

/**
 * The first rule of strict structured output that a schema breaks, in OpenAI's words; undefined when it keeps all.
 *
 * The rules: OpenAI's guide to Structured Outputs (2026) and the transforms of the `openai` package 7.57.0.
 */
export const checkStrictSchema = (schema: unknown): string | undefined => {
  if (!isObject(schema)) return `schema must be a JSON Schema of 'type: "object"', got 'type: "None"'.`;
  if (schema.anyOf !== undefined) return "In context=(), 'anyOf' is not permitted at the root.";
  if (schema.type !== 'object') {
    return `schema must be a JSON Schema of 'type: "object"', got 'type: "${String(schema.type ?? 'None')}"'.`;
  }
  return checkNode(schema, [], 0);
};

const checkNode = (node: JsonObject, path: readonly string[], depth: number): string | undefined => {
  const context = (): string => `In context=(${path.map((step) => `'${step}'`).join(', ')}), `;
  if (depth > DEEPEST) return `${depth} levels of nesting exceeds limit of ${DEEPEST}.`;
  const wrong = NOT_PERMITTED.find((keyword) => keyword in node);
  if (wrong !== undefined) return `${context()}'${wrong}' is not permitted.`;
  const fault = isObjectType(node) ? checkObject(node, context) : undefined;
  return fault ?? checkChildren(node, path, depth);
};

const isObjectType = (node: JsonObject): boolean =>
  node.type === 'object' || node.properties !== undefined || toList(node.type).includes('object');

const checkObject = (node: JsonObject, context: () => string): string | undefined => {
  if (node.additionalProperties !== false) {
    return `${context()}'additionalProperties' is required to be supplied and to be false.`;
  }
  const required = toList(node.required);
  const left = Object.keys(toObject(node.properties)).find((key) => !required.includes(key));
  return left === undefined
    ? undefined
    : `${context()}'required' is required to be supplied and to be an array including every key in properties. Missing '${left}'.`;
};

const checkChildren = (node: JsonObject, path: readonly string[], depth: number): string | undefined =>
  checkNamed(node, 'properties', path, depth + 1) ??
  checkNamed(node, '$defs', path, 0) ??
  (isObject(node.items) ? checkNode(node.items, [...path, 'items'], depth + 1) : undefined) ??
  checkForms(node, path, depth);

const checkNamed = (
  node: JsonObject,
  holder: string,
  path: readonly string[],
  depth: number,
): string | undefined => {
  for (const [key, child] of Object.entries(toObject(node[holder]))) {
    const fault = checkNode(toObject(child), [...path, holder, key], depth);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

const checkForms = (node: JsonObject, path: readonly string[], depth: number): string | undefined => {
  for (const [place, form] of toList(node.anyOf).entries()) {
    const fault = checkNode(toObject(form), [...path, 'anyOf', String(place)], depth);
    if (fault !== undefined) return fault;
  }
  return undefined;
};
