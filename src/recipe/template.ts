import { Liquid, type Template } from 'liquidjs';
import { suggestClosest, type Trouble } from '../base/index.ts';
import type { RecipeFile } from './folder.ts';
import type { Pattern, PromptName } from './schema.ts';

/** A pattern as a prompt shows it. Every key is there; what the card leaves out is empty. */
export type PromptCard = Required<
  Pick<Pattern, 'name' | 'definition' | 'applies' | 'do' | 'dont' | 'marks'>
> & {
  readonly intent: string;
  readonly where: string;
  readonly tensions: Pattern['tensions'];
};

/** What the template `system` may use. */
export interface SystemContext {
  readonly profile: string;
}

/** What the template `generate` may use. */
export interface GenerateContext {
  readonly patterns: readonly PromptCard[];
  readonly topic: {
    readonly title: string;
    readonly area: string;
    readonly brief: string;
    readonly stack: string;
    readonly situation: string;
    readonly mistakes: readonly string[];
  };
  /** The texts of the assigned choices; empty where the recipe has none of that kind. */
  readonly variation: Readonly<Record<'level' | 'situation' | 'tone' | 'length' | 'opening', string>>;
  readonly exchanges: number;
  readonly messages: number;
  readonly examples: readonly {
    readonly topic: string;
    readonly conversation: readonly { readonly role: string; readonly content: string }[];
  }[];
}

/** What the template `repair` may use: the reason why the last reply could not be used. */
export interface RepairContext {
  readonly fault: string;
  readonly exchanges: number;
}

/** The context of each template. */
export interface PromptContexts {
  readonly system: SystemContext;
  readonly generate: GenerateContext;
  readonly repair: RepairContext;
}

const liquid = new Liquid({ strictVariables: true, strictFilters: true, jsTruthy: true, catchAllErrors: true });
// A prompt is decided by the recipe alone: what reads other files, the time or chance would change it unseen.
for (const tag of ['include', 'render', 'layout', 'block']) delete liquid.tags[tag];
for (const filter of Object.keys(liquid.filters)) {
  if (filter === 'sample' || filter.startsWith('date')) delete liquid.filters[filter];
}

const parsed = new Map<string, Template[]>();

const parseTemplate = (source: string): Template[] => {
  const template = parsed.get(source) ?? liquid.parse(source);
  parsed.set(source, template);
  return template;
};

/** Fills a template that `checkTemplate` has passed. The text has no leading or trailing blank lines. */
export const renderPrompt = <Name extends PromptName>(
  _name: Name,
  source: string,
  context: PromptContexts[Name],
): string => {
  const text: string = liquid.renderSync(parseTemplate(source), context);
  return text.replace(/\n{3,}/g, '\n\n').trim();
};

/**
 * Finds unknown variables, filters and tags by line, in branches that are seldom taken as well: the template is
 * rendered with every variable filled and with all that may be empty left empty, and what it names is looked up.
 */
export const checkTemplate = <Name extends PromptName>(name: Name, { file, text }: RecipeFile): Trouble[] => {
  const faults = new Map<string, Trouble>();
  const note = (message: string, line: number | undefined): void => {
    const suggestion = /^undefined variable: /.test(message) ? suggestVariable(message, name) : '';
    const place = line === undefined ? { file } : { file, line };
    const known = `The variables of this template are ${Object.keys(SAMPLES[name]).join(', ')}.`;
    faults.set(`${line}/${message}`, { message: `${message}.${suggestion} ${known}`, place });
  };
  const attempt = <Value>(work: () => Value): Value | undefined => {
    try {
      return work();
    } catch (error) {
      for (const { message, line } of listFaults(error)) note(message, line);
      return undefined;
    }
  };
  const template = attempt(() => parseTemplate(text));
  if (template !== undefined) {
    const filled = attempt(() => renderPrompt(name, text, SAMPLES[name]));
    attempt(() => renderPrompt(name, text, BARE_SAMPLES[name]));
    for (const { path, line } of listUnknown(template, SAMPLES[name])) note(`undefined variable: ${path}`, line);
    if (filled === '') return [{ message: 'the template gives no text.', place: { file } }];
  }
  return [...faults.values()].sort((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0));
};

interface TemplateFault {
  readonly message: string;
  readonly line: number | undefined;
}

/** The faults in what the library throws: one, or several in one. */
const listFaults = (error: unknown): TemplateFault[] => {
  if (error instanceof Error && 'errors' in error && Array.isArray(error.errors)) return error.errors.flatMap(listFaults);
  const text = error instanceof Error ? error.message : String(error);
  const line = /line:(\d+)/.exec(text)?.[1];
  const message = text.replace(/, (file:.*)?line:\d+.*$/s, '').replace(/\s+/g, ' ');
  return [{ message, line: line === undefined ? undefined : Number(line) }];
};

/** Variables that a template names, in whatever branch, and its context lacks. */
const listUnknown = (template: Template[], context: object) =>
  Object.values(liquid.analyzeSync(template).globals)
    .flat()
    .map(({ segments, location }) => ({ path: findUnknown(segments, context), line: location.row }))
    .filter((found): found is { path: string; line: number } => found.path !== undefined);

/** The part of a path up to its first step that leads nowhere. */
const findUnknown = (segments: readonly unknown[], context: object): string | undefined => {
  let here: unknown = context;
  for (const [index, step] of segments.entries()) {
    if (typeof step !== 'string' || typeof here !== 'object' || here === null || Array.isArray(here)) return undefined;
    if (step === 'size' && index > 0) return undefined;
    if (!Object.hasOwn(here, step)) return segments.slice(0, index + 1).join('.');
    here = (here as Record<string, unknown>)[step];
  }
  return undefined;
};

const suggestVariable = (message: string, name: PromptName): string => {
  const last = message.slice(message.lastIndexOf(' ') + 1).split('.').at(-1) ?? '';
  return suggestClosest(last, [...listKeys(SAMPLES[name])]);
};

const listKeys = (value: unknown): Set<string> =>
  value === null || typeof value !== 'object'
    ? new Set()
    : new Set(
        Object.entries(value).flatMap(([key, inner]) => [
          ...(Array.isArray(value) ? [] : [key]),
          ...listKeys(inner),
        ]),
      );

const SAMPLES: PromptContexts = {
  system: { profile: 'profile' },
  generate: {
    patterns: [
      {
        name: 'name',
        definition: 'definition',
        intent: 'intent',
        applies: ['applies'],
        do: ['do'],
        dont: ['dont'],
        where: 'where',
        marks: ['mark'],
        tensions: [{ with: 'other', reconcile: 'reconcile' }],
      },
    ],
    topic: {
      title: 'title',
      area: 'area',
      brief: 'brief',
      stack: 'stack',
      situation: 'situation',
      mistakes: ['mistake'],
    },
    variation: { level: 'level', situation: 'situation', tone: 'tone', length: 'length', opening: 'opening' },
    exchanges: 3,
    messages: 6,
    examples: [{ topic: 'topic', conversation: [{ role: 'user', content: 'content' }] }],
  },
  repair: { fault: 'fault', exchanges: 3 },
};

const SAMPLE_GENERATE = SAMPLES.generate;
