import type { Recipe } from '../../recipe/index.ts';
import type { NamedText } from './run-index.ts';

/**
 * What a model is shown besides its topic and must not repeat: the recipe's example conversations, the cards of its
 * patterns, its profile and its prompts, which are cut where a template fills something in.
 */
export const listReferences = (recipe: Recipe): NamedText[] => [
  ...recipe.examples.flatMap(({ topic, conversation }) =>
    conversation.map(({ content }) => ({ name: `the example “${topic}”`, text: content })),
  ),
  ...recipe.patterns.flatMap(({ name, definition, intent, do: good, dont, where, tensions }) =>
    [definition, intent, ...good, ...dont, where, ...tensions.map(({ reconcile }) => reconcile)]
      .filter((text) => text !== undefined)
      .map((text) => ({ name: `the card of ${name}`, text })),
  ),
  { name: 'the profile', text: recipe.profile },
  ...Object.entries(recipe.prompts).flatMap(([name, template]) =>
    template
      .replaceAll(/\{%-?\s*comment\s*-?%\}[\s\S]*?\{%-?\s*endcomment\s*-?%\}/g, '')
      .split(/\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/)
      .map((text) => ({ name: `the prompt “${name}”`, text })),
  ),
];
