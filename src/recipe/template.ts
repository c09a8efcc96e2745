import { analyzeSync, Liquid, type Template } from 'liquidjs';
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
  /** The assigned one of the topic's mistakes; empty where the topic names none. */
  readonly mistake: string;
  readonly exchanges: number;
  /** How often the topic has come by now in this plan, this time included. */
  readonly round: number;
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

/** Stands for a line break of a value while the template's own blank lines are thinned out. */
const KEPT_BREAK = '\uFFFF';

const liquid = new Liquid({
  strictVariables: true,
  strictFilters: true,
  jsTruthy: true,
  catchAllErrors: true,
  outputEscape: (value) => (typeof value === 'string' ? value.replaceAll('\n', KEPT_BREAK) : value),
});
// A prompt is decided by the recipe alone: what reads other files, the time or chance would change it unseen.
for (const tag of ['include', 'render', 'layout', 'block']) delete liquid.tags[tag];
for (const filter of Object.keys(liquid.filters)) {
  if (filter === 'sample' || filter.startsWith('date')) delete liquid.filters[filter];
}

const parsed = new Map<string, Template[]>();

/** Parses a template once, however often it is asked for. Throws every fault of its tags and filters at once. */
export const parseTemplate = (source: string): Template[] => {
  const template = parsed.get(source) ?? liquid.parse(source);
  parsed.set(source, template);
  return template;
};

/** A run of a template's outermost parts. */
interface Section {
  readonly parts: readonly Template[];
  /** The variable that it depends on, when that is one alone. */
  readonly variable: string | undefined;
  /** What it came to, by that variable's value. */
  readonly filled: WeakMap<object, Filled>;
}

/** A filled section: its text, and the line breaks of the template that stand round it. */
interface Filled {
  readonly before: number;
  readonly text: string;
  readonly after: number;
}

/** Tags by which one part of a template acts upon those behind it. */
const ACTS_ON =
  /\{%-?\s*(assign|capture|increment|decrement|cycle|break|continue|liquid)\b|offset\s*:\s*continue/;

const sections = new Map<string, readonly Section[]>();

/** A template in sections that know nothing of each other; in one, when its parts do. */
const listSections = (source: string): readonly Section[] => {
  const known = sections.get(source);
  if (known !== undefined) return known;
  const template = parseTemplate(source);
  const list = ACTS_ON.test(source) ? [openSection(template, undefined)] : splitByVariable(template);
  sections.set(source, list);
  return list;
};

const splitByVariable = (template: readonly Template[]): Section[] => {
  const list: Section[] = [];
  for (const part of template) {
    const [variable, ...others] = Object.keys(analyzeSync([part], { partials: false }).globals);
    const only = others.length === 0 ? variable : undefined;
    const last = list.at(-1);
    const fits = variable === undefined || (only === last?.variable && only !== undefined);
    if (last !== undefined && fits) list[list.length - 1] = openSection([...last.parts, part], last.variable);
    else list.push(openSection([part], only));
  }
  return list;
};

const openSection = (parts: readonly Template[], variable: string | undefined): Section => ({
  parts,
  variable,
  filled: new WeakMap(),
});

/** A section that depends on one object alone is filled once for that object: it is not to be changed then. */
const fillSection = ({ parts, variable, filled }: Section, context: object): Filled => {
  const value: unknown = variable === undefined ? undefined : context[variable as keyof typeof context];
  const key = typeof value === 'object' && value !== null ? value : undefined;
  const known = key && filled.get(key);
  if (known !== undefined) return known;
  const fresh = toFilled(liquid.renderSync([...parts], context));
  if (key) filled.set(key, fresh);
  return fresh;
};

/** Thins out the template's own blank lines, and gives values their line breaks back. */
const toFilled = (raw: string): Filled => {
  const inner = raw.replace(/^\n+/, '');
  const text = inner.replace(/\n+$/, '');
  return {
    before: raw.length - inner.length,
    text: text.replace(/\n{3,}/g, '\n\n').replaceAll(KEPT_BREAK, '\n'),
    after: inner.length - text.length,
  };
};

const fillAll = (source: string, context: object): Filled[] => {
  try {
    return listSections(source).map((section) => fillSection(section, context));
  } catch {
    // In one piece it throws the faults of all its sections at once.
    return [toFilled(liquid.renderSync(parseTemplate(source), context))];
  }
};

/**
 * Fills a template that `checkTemplate` has passed. The text has no leading or trailing blank lines; values stand as
 * they are. Objects of the context are taken to stay as they are: what was made of one of them is used again.
 */
export const renderPrompt = <Name extends PromptName>(
  _name: Name,
  source: string,
  context: PromptContexts[Name],
): string => {
  let prompt = '';
  let breaks = 0;
  for (const { before, text, after } of fillAll(source, context)) {
    breaks += before;
    if (text === '') continue;
    prompt += '\n'.repeat(Math.min(2, breaks)) + text;
    breaks = after;
  }
  return prompt.trim();
};
