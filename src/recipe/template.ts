import { Liquid } from 'liquidjs';
import type { Trouble } from '../base/index.ts';
import type { RecipeFile } from './folder.ts';
import type { Pattern, PromptName } from './schema.ts';

/** A pattern as a prompt shows it. Every key is there; what the card leaves out is empty. */
export type PromptCard = Required<Pick<Pattern, 'name' | 'definition' | 'applies' | 'do' | 'dont' | 'marks'>> & {
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

const liquid = new Liquid({ strictVariables: true, strictFilters: true, jsTruthy: true });
const parsed = new Map<string, ReturnType<typeof liquid.parse>>();

/** Fills a template that `checkTemplate` has passed. The text has no leading or trailing blank lines. */
export const renderPrompt = <Name extends PromptName>(
  _name: Name,
  source: string,
  context: PromptContexts[Name],
): string => {
  const template = parsed.get(source) ?? liquid.parse(source);
  parsed.set(source, template);
  const text: string = liquid.renderSync(template, context);
  return text.replace(/\n{3,}/g, '\n\n').trim();
};

/** Renders a template with every variable there is; unknown variables, filters and broken tags are told by line. */
export const checkTemplate = <Name extends PromptName>(name: Name, { file, text }: RecipeFile): Trouble[] => {
  try {
    const filled = renderPrompt(name, text, SAMPLES[name]);
    return filled === '' ? [{ message: 'the template gives no text.', place: { file } }] : [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = /line:(\d+)/.exec(message)?.[1];
    const what = message.replace(/, (file:.*)?line:\d+.*$/s, '');
    const place = line === undefined ? { file } : { file, line: Number(line) };
    return [{ message: `${what}. The variables of this template are ${listVariables(name)}.`, place }];
  }
};

const listVariables = (name: PromptName): string => Object.keys(SAMPLES[name]).join(', ');

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
