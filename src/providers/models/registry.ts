import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { IdiolectError } from '../../base/index.ts';
import { PROVIDER_NAMES, type ProviderName } from '../provider-name.ts';
import { type Model, modelSchema } from './model.ts';
import { toBaseName, toPlainName } from './model-name.ts';

/** What is known about models, by provider and name. */
export interface Registry {
  readonly models: readonly Model[];
  readonly defaults: Readonly<Record<ProviderName, string>>;
}

const registrySchema = z.object({
  defaults: z.record(z.enum(PROVIDER_NAMES), z.string()),
  models: z.array(modelSchema),
});

/** A user's own file: entries that change known models in part, or add new ones. */
const overlaySchema = z.strictObject({
  defaults: z.partialRecord(z.enum(PROVIDER_NAMES), z.string()).optional(),
  models: z.array(modelSchema.partial().required({ provider: true, id: true })).default([]),
});

type OverlayModel = z.infer<typeof overlaySchema>['models'][number];

/** What an own model is taken to be like where its entry does not say: a plain one on a server that costs nothing. */
const OWN_MODEL = {
  prices: [],
  thinking: { kind: 'none' },
  temperature: true,
  structuredOutput: 'json-schema',
  source: 'your own model data',
  asOf: '1970-01-01',
} as const;

/**
 * Makes a registry out of parsed JSON in the form of `data/models.json`, with a user's own entries over it.
 *
 * An own entry replaces single fields of a known model; all that a new model needs are `provider` and `id`.
 *
 * @throws {IdiolectError} `MODELS_BROKEN` with one trouble for each fault.
 */
export const makeRegistry = (json: unknown, overlay?: unknown): Registry => {
  const known = parse(registrySchema, json);
  if (overlay === undefined) return known;
  const own = parse(overlaySchema, overlay);
  return {
    models: own.models.reduce(layModel, known.models),
    defaults: { ...known.defaults, ...definedOnly(own.defaults ?? {}) },
  };
};

const layModel = (models: readonly Model[], own: OverlayModel): readonly Model[] => {
  const place = models.findIndex(({ provider, id }) => provider === own.provider && id === own.id);
  const merged = { ...OWN_MODEL, ...models[place], ...definedOnly(own) } as Model;
  return place === -1 ? [...models, merged] : models.with(place, merged);
};

/** Without the keys whose value is undefined, which would hide what they are laid over. */
const definedOnly = <Fields extends object>(fields: Fields): Partial<Fields> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;

const parse = <Schema extends z.ZodType>(schema: Schema, json: unknown): z.infer<Schema> => {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const troubles = parsed.error.issues.map(({ path, message }) => ({
    message: `${path.join('.')}: ${message}`,
  }));
  throw new IdiolectError('MODELS_BROKEN', `The model data has ${troubles.length} fault(s).`, {
    hint: 'Mend the entries named above; data/models.json of the package shows the form.',
    troubles,
  });
};

let shipped: Registry | undefined;

/** Loads the model data that ships with the program, read from disk once. */
export const loadRegistry = (overlay?: unknown): Registry => {
  if (shipped === undefined || overlay !== undefined) {
    const path = new URL('../../../data/models.json', import.meta.url);
    const registry = makeRegistry(JSON.parse(readFileSync(path, 'utf8')), overlay);
    if (overlay !== undefined) return registry;
    shipped = registry;
  }
  return shipped;
};

/**
 * What is known about a model, if anything. A dated snapshot without an entry of its own is looked up by its
 * base name. A fine-tune is not found: it has other prices than its base.
 */
export const findModel = (registry: Registry, provider: ProviderName, id: string): Model | undefined => {
  const name = toPlainName(id);
  const find = (wanted: string): Model | undefined =>
    registry.models.find((model) => model.provider === provider && model.id.toLowerCase() === wanted);
  return find(name) ?? find(toBaseName(name));
};

/** The model that is taken when none is named. */
export const defaultModel = (provider: ProviderName, registry: Registry = loadRegistry()): string =>
  registry.defaults[provider];
