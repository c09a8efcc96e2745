import { IdiolectError, type Trouble } from '../base/index.ts';

/** What a user is told about a broken recipe: every problem, in the order of files and lines. */
export const toRecipeError = (folder: string, troubles: readonly Trouble[]): IdiolectError =>
  new IdiolectError(
    'RECIPE_BROKEN',
    troubles.length === 1 ? 'The recipe has a problem.' : `The recipe has ${troubles.length} problems.`,
    {
      hint: 'Mend the lines above and run the same command again; nothing was asked for or written.',
      place: { file: folder },
      troubles: troubles.toSorted(
        ({ place: a }, { place: b }) =>
          compareTexts(a?.file ?? '', b?.file ?? '') || (a?.line ?? 0) - (b?.line ?? 0),
      ),
    },
  );

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
