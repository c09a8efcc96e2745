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
  const context = `In context=(${path.map((step) => `'${step}'`).join(', ')}), `;
  if (depth > DEEPEST) return `${depth} levels of nesting exceeds limit of ${DEEPEST}.`;
  const wrong = NOT_PERMITTED.find((keyword) => keyword in node);
  if (wrong !== undefined) return `${context}'${wrong}' is not permitted.`;
  const fault = isObjectType(node) ? checkObject(node, context) : undefined;
  return fault ?? checkChildren(node, path, depth);
};

const isObjectType = (node: JsonObject): boolean =>
  node.type === 'object' || node.properties !== undefined || toList(node.type).includes('object');

const checkObject = (node: JsonObject, context: string): string | undefined => {
  if (node.additionalProperties !== false) {
    return `${context}'additionalProperties' is required to be supplied and to be false.`;
  }
  const required = toList(node.required);
  const left = Object.keys(toObject(node.properties)).find((key) => !required.includes(key));
  return left === undefined
    ? undefined
    : `${context}'required' is required to be supplied and to be an array including every key in properties. Missing '${left}'.`;
};

const checkChildren = (node: JsonObject, path: readonly string[], depth: number): string | undefined => {
  const children: (readonly [JsonObject, readonly string[], number])[] = [
    ...['properties', '$defs', 'definitions'].flatMap((holder) =>
      Object.entries(toObject(node[holder])).map(
        ([key, child]) =>
          [toObject(child), [...path, holder, key], holder === 'properties' ? depth + 1 : 0] as const,
      ),
    ),
    ...(isObject(node.items) ? [[node.items, [...path, 'items'], depth + 1] as const] : []),
    ...toList(node.anyOf).map(
      (child, place) => [toObject(child), [...path, 'anyOf', String(place)], depth] as const,
    ),
  ];
  for (const [child, childPath, childDepth] of children) {
    const fault = checkNode(child, childPath, childDepth);
    if (fault !== undefined) return fault;
  }
  return undefined;
};
