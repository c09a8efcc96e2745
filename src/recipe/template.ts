import { Liquid, type Template } from 'liquidjs';
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

/** Fills a template that `checkTemplate` has passed. The text has no leading or trailing blank lines; values stand as they are. */
export const renderPrompt = <Name extends PromptName>(
  _name: Name,
  source: string,
  context: PromptContexts[Name],
): string => {
  const text: string = liquid.renderSync(parseTemplate(source), context);
  return text
    .replace(/\n{3,}/g, '\n\n')
    .replaceAll(KEPT_BREAK, '\n')
    .trim();
};
