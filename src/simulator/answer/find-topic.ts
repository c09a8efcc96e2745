import type { Recipe } from '../../recipe/index.ts';

/** A topic that a prompt speaks of. */
export interface FoundTopic {
  readonly title: string;
  /** Whether a line of its own names it, so that there is no doubt. */
  readonly isNamed: boolean;
}

const LONGEST_TITLE = 200;

/** The topic of a `Topic: …` line, else the title of the recipe that comes first in the text. */
export const findTopic = (recipe: Recipe, text: string): FoundTopic | undefined => {
  const line = /^[\s>*#-]*(?:coding |the )?topic\**\s*:\**\s*(\S.*)$/im.exec(text)?.[1];
  const named = line === undefined ? '' : stripMarks(line);
  if (named !== '') return { title: findTitle(recipe, named) ?? named, isNamed: true };
  const mentioned = findMentioned(recipe, text);
  return mentioned === undefined ? undefined : { title: mentioned, isNamed: false };
};

const stripMarks = (line: string): string =>
  line
    .trim()
    .slice(0, LONGEST_TITLE)
    .replace(/^["'“”*_`]+|["'“”*_`.]+$/g, '');

const findTitle = (recipe: Recipe, name: string): string | undefined => {
  let titles = titlesByRecipe.get(recipe);
  if (titles === undefined) {
    titles = new Map(recipe.topics.map(({ title }) => [title.toLowerCase(), title]));
    titlesByRecipe.set(recipe, titles);
  }
  return titles.get(name.toLowerCase());
};

/** A hundred titles need not be put in small letters for each request. */
const titlesByRecipe = new WeakMap<Recipe, ReadonlyMap<string, string>>();

/** The earliest in the text; of two that begin at the same place the longer one. */
const findMentioned = (recipe: Recipe, text: string): string | undefined => {
  const lowered = text.toLowerCase();
  let best: { readonly title: string; readonly at: number } | undefined;
  for (const { title } of recipe.topics) {
    const at = lowered.indexOf(title.toLowerCase());
    if (at === -1) continue;
    const isBetter =
      best === undefined || at < best.at || (at === best.at && title.length > best.title.length);
    if (isBetter) best = { title, at };
  }
  return best?.title;
};
