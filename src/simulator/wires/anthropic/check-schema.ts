import { isObject, type JsonObject, toList, toObject } from '../json.ts';

const NOT_SUPPORTED = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'maxItems',
];
const MOST_OPTIONAL = 24;
const MOST_UNIONS = 16;

/**
 * The first rule of structured outputs that a schema breaks; undefined when it keeps all (Anthropic docs on
 * structured outputs, 2026-08-22).
 */
export const checkSchema = (schema: unknown): string | undefined => {
  if (!isObject(schema)) return 'output_config.format.schema: Field required';
  const nodes = listNodes(schema);
  for (const node of nodes) {
    const fault = checkNode(node);
    if (fault !== undefined) return `output_config.format.schema: ${fault}`;
  }
  const optional = sum(nodes.map((node) => countOptional(node)));
  const unions = nodes.filter((node) => Array.isArray(node.type) || node.anyOf !== undefined).length;
  if (optional > MOST_OPTIONAL)
    return `output_config.format.schema: too many optional parameters (${optional}); the most is ${MOST_OPTIONAL}.`;
  if (unions > MOST_UNIONS)
    return `output_config.format.schema: too many parameters with union types (${unions}); the most is ${MOST_UNIONS}.`;
  return undefined;
};

const checkNode = (node: JsonObject): string | undefined => {
  const isObjectNode = node.type === 'object' || node.properties !== undefined;
  if (isObjectNode && node.additionalProperties !== false) {
    return "For 'object' type, 'additionalProperties' must be explicitly set to false";
  }
  const keyword = NOT_SUPPORTED.find((name) => name in node);
  if (keyword !== undefined) return `For '${String(node.type)}' type, property '${keyword}' is not supported`;
  const least = node.minItems;
  if (least !== undefined && least !== 0 && least !== 1) {
    return `For 'array' type, 'minItems' values other than 0 or 1 are not supported`;
  }
  return undefined;
};

const listNodes = (node: JsonObject): JsonObject[] => [
  node,
  ...[
    ...Object.values(toObject(node.properties)),
    ...Object.values(toObject(node.$defs)),
    ...toList(node.anyOf),
    ...toList(node.allOf),
    node.items,
  ]
    .filter(isObject)
    .flatMap(listNodes),
];

const countOptional = (node: JsonObject): number =>
  Object.keys(toObject(node.properties)).filter((key) => !toList(node.required).includes(key)).length;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
