import { analyzeSync, type Template } from 'liquidjs';
import { suggestClosest, type Trouble } from '../base/index.ts';
import type { RecipeFile } from './folder.ts';
import type { PromptName } from './schema.ts';
import { type PromptContexts, parseTemplate, renderPrompt } from './template.ts';

/**
 * Finds unknown variables, filters and tags by line, in branches that are seldom taken as well: the template is
 * rendered with every variable filled, then with all that may be empty left empty, and what it names is looked up.
 */
export const checkTemplate = (name: PromptName, { file, text }: RecipeFile): Trouble[] => {
  const faults = new Map<string, TemplateFault>();
  const attempt = <Value>(work: () => Value): Value | undefined => {
    try {
      return work();
    } catch (error) {
      for (const fault of listFaults(error)) faults.set(JSON.stringify(fault), fault);
      return undefined;
    }
  };
  const template = attempt(() => parseTemplate(text));
  if (template !== undefined) {
    const filled = attempt(() => renderPrompt(name, text, FULL[name]));
    attempt(() => renderPrompt(name, text, BARE[name]));
    for (const fault of listUnknown(template, FULL[name])) faults.set(JSON.stringify(fault), fault);
    if (filled === '' && faults.size === 0)
      return [{ message: 'the template gives no text.', place: { file } }];
  }
  return [...faults.values()]
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
    .map(({ what, line }) => ({
      message: `${what}.${suggestVariable(what, name)} The variables of this template are ${listVariables(name)}.`,
      place: line === undefined ? { file } : { file, line },
    }));
};

interface TemplateFault {
  readonly what: string;
  readonly line: number | undefined;
}

/** The faults in what the library throws: one, or several in one. */
const listFaults = (error: unknown): TemplateFault[] => {
  if (error instanceof Error && 'errors' in error && Array.isArray(error.errors)) {
    return error.errors.flatMap(listFaults);
  }
  const text = error instanceof Error ? error.message : String(error);
  const line = /line:(\d+)/.exec(text)?.[1];
  const what = text.replace(/, (file:.*)?line:\d+.*$/s, '').replace(/\s+/g, ' ');
  return [{ what, line: line === undefined ? undefined : Number(line) }];
};

const UNDEFINED = 'undefined variable: ';

/** The variables that a template names, in whatever branch, and its context lacks. */
const listUnknown = (template: Template[], context: object): TemplateFault[] =>
  Object.values(analyzeSync(template, { partials: false }).globals)
    .flat()
    .flatMap(({ segments, location }) => {
      const unknown = findUnknown(segments, context);
      return unknown === undefined ? [] : [{ what: UNDEFINED + unknown, line: location.row }];
    });

/** A path up to its first step that leads nowhere. Steps into lists and computed steps are left to rendering. */
const findUnknown = (path: readonly unknown[], context: object): string | undefined => {
  let here: unknown = context;
  for (const [index, step] of path.entries()) {
    const isOpen = typeof here === 'object' && here !== null && !Array.isArray(here);
    if (!isOpen || typeof step !== 'string' || (step === 'size' && index > 0)) return undefined;
    if (!Object.hasOwn(here as object, step)) return path.slice(0, index + 1).join('.');
    here = (here as Record<string, unknown>)[step];
  }
  return undefined;
};

const suggestVariable = (what: string, name: PromptName): string =>
  what.startsWith(UNDEFINED)
    ? suggestClosest(what.slice(UNDEFINED.length).split('.').at(-1) ?? '', listKeys(FULL[name]))
    : '';

const listVariables = (name: PromptName): string => Object.keys(FULL[name]).join(', ');

const listKeys = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  return [...keys, ...Object.values(value).flatMap(listKeys)];
};

const FULL_TOPIC = {
  title: 'title',
  area: 'area',
  brief: 'brief',
  stack: 'stack',
  situation: 'situation',
  mistakes: ['mistake'],
};
const BARE_TOPIC = { title: 'title', area: 'area', brief: '', stack: '', situation: '', mistakes: [] };

const FULL_CARD = {
  name: 'name',
  definition: 'definition',
  intent: 'intent',
  applies: ['applies'],
  do: ['do'],
  dont: ['dont'],
  where: 'where',
  marks: ['mark'],
  tensions: [{ with: 'other', reconcile: 'reconcile' }],
};
const BARE_CARD = {
  name: 'name',
  definition: 'definition',
  intent: '',
  applies: [],
  do: [],
  dont: [],
  where: '',
  marks: [],
  tensions: [],
};

/** Every variable of each template, all of them filled. */
const FULL: PromptContexts = {
  system: { profile: 'profile' },
  generate: {
    patterns: [FULL_CARD, BARE_CARD],
    topic: FULL_TOPIC,
    variation: { level: 'level', situation: 'situation', tone: 'tone', length: 'length', opening: 'opening' },
    mistake: 'mistake',
    exchanges: 3,
    messages: 6,
    round: 2,
    examples: [{ topic: 'topic', conversation: [{ role: 'user', content: 'content' }] }],
  },
  repair: { fault: 'fault', exchanges: 3 },
};

/** The same with all that a recipe may leave out. */
const BARE: PromptContexts = {
  system: { profile: '' },
  generate: {
    patterns: [BARE_CARD],
    topic: BARE_TOPIC,
    variation: { level: '', situation: '', tone: '', length: '', opening: '' },
    mistake: '',
    exchanges: 3,
    messages: 6,
    round: 2,
    examples: [],
  },
  repair: { fault: 'fault', exchanges: 3 },
};
