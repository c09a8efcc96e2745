import type { Random } from '../../base/index.ts';
import { isObject, type JsonObject, toList, toNumber, toObject, toText } from '../wires/json.ts';

/** Values that are known for some of the root's properties, by name. */
export type Facts = Readonly<Record<string, unknown>>;

const DEEPEST = 8;

/** A value that fits a JSON Schema: known facts where the root asks for them, the rest drawn from `random`. */
export const fillSchema = (schema: JsonObject, facts: Facts, random: Random): unknown => {
  const fill = (node: JsonObject, depth: number): unknown => {
    const target = toTarget(node, schema);
    const choices = toList(target.enum);
    if ('const' in target) return target.const;
    if (choices.length > 0) return random.pick(choices);
    switch (readType(target)) {
      case 'object':
        return fillObject(target, depth);
      case 'array':
        return fillArray(target, depth);
      case 'boolean':
        return random.fraction() < 0.8;
      case 'integer':
        return Math.floor(drawNumber(target, random));
      case 'number':
        return Math.round(drawNumber(target, random) * 100) / 100;
      case 'null':
        return null;
      default:
        return SIMULATED;
    }
  };
  const fillObject = (node: JsonObject, depth: number): JsonObject => {
    const entries = Object.entries(toObject(node.properties));
    const wanted = depth > DEEPEST ? entries.filter(([key]) => toList(node.required).includes(key)) : entries;
    return Object.fromEntries(
      wanted.map(([key, child]) => [
        key,
        depth === 0 && key in facts ? facts[key] : fill(toObject(child), depth + 1),
      ]),
    );
  };
  const fillArray = (node: JsonObject, depth: number): unknown[] => {
    if (depth > DEEPEST) return [];
    const count = Math.min(
      toNumber(node.maxItems) ?? 12,
      Math.max(toNumber(node.minItems) ?? 0, 1 + random.below(2)),
    );
    return Array.from({ length: count }, () => fill(toObject(node.items), depth + 1));
  };
  return fill(schema, 0);
};

const SIMULATED = 'Written by the simulator; no model has read the prompt.';

/** Follows `$ref` and takes the first form of a choice that is not null. */
const toTarget = (node: JsonObject, root: JsonObject): JsonObject => {
  let target = node;
  for (let step = 0; step < DEEPEST; step++) {
    const ref = toText(target.$ref);
    const forms = [...toList(target.anyOf), ...toList(target.oneOf)].filter(isObject);
    if (ref !== undefined) target = resolve(ref, root);
    else if (forms.length > 0) target = forms.find(({ type }) => type !== 'null') ?? target;
    else break;
  }
  return target;
};

const resolve = (ref: string, root: JsonObject): JsonObject =>
  ref
    .replace(/^#\/?/, '')
    .split('/')
    .filter((step) => step !== '')
    .reduce<JsonObject>((node, step) => toObject(node[step]), root);

/** Gemini's own schemas write types in capitals. */
const readType = (node: JsonObject): string => {
  const named = Array.isArray(node.type) ? node.type.find((type) => type !== 'null') : node.type;
  if (typeof named === 'string') return named.toLowerCase();
  if (node.properties !== undefined) return 'object';
  return node.items === undefined ? 'string' : 'array';
};

const drawNumber = (node: JsonObject, random: Random): number => {
  const least = toNumber(node.minimum) ?? toNumber(node.exclusiveMinimum) ?? 0;
  const most = toNumber(node.maximum) ?? toNumber(node.exclusiveMaximum) ?? least + 10;
  return least + random.fraction() * (most - least);
};
