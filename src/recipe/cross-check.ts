import { suggestClosest, type Trouble } from '../base/index.ts';
import { checkShape } from '../conversation/index.ts';
import { findTwice, type Named } from './find-twice.ts';
import { foldSpace } from './fold-space.ts';
import type { Example, Pattern, Topic, Variations } from './schema.ts';
import type { ParsedYaml } from './yaml-file.ts';

/** The parts of a recipe that refer to one another. */
export interface RecipeParts {
  readonly patterns: readonly ParsedYaml<Pattern>[];
  readonly topics: readonly ParsedYaml<{ readonly topics: readonly Omit<Topic, 'area'>[] }>[];
  readonly examples: readonly ParsedYaml<Omit<Example, 'id'>>[];
  readonly variations: ParsedYaml<Variations> | undefined;
  /** Whether `patterns` are all there are: a name that is not among them is then unknown and not merely unread. */
  readonly allPatternsRead: boolean;
}

/** Checks what a schema cannot know: names that come twice, and examples that name or quote what is not there. */
export const crossCheck = (parts: RecipeParts): Trouble[] => {
  const { patterns, topics, examples, variations } = parts;
  const names = parts.allPatternsRead ? patterns.map(({ value }) => value.name) : undefined;
  return [
    ...findTwice(
      'pattern',
      patterns.map(({ file, value, lineAt }) => ({
        name: value.name,
        place: () => ({ file, line: lineAt(['name']) }),
      })),
    ),
    ...findTwice(
      'topic',
      topics.flatMap(({ file, value, lineAt }) =>
        value.topics.map(({ title }, index) => ({
          name: title,
          place: () => ({ file, line: lineAt(['topics', index, 'title']) }),
        })),
      ),
    ),
    ...patterns.flatMap((pattern) => [
      ...findTwice('question', listNamed(pattern, 'checklist', pattern.value.checklist)),
      ...findTwice('disqualifier', listNamed(pattern, 'disqualifiers', pattern.value.disqualifiers)),
    ]),
    ...(variations === undefined ? [] : checkVariations(variations)),
    ...examples.flatMap((example) => checkExample(example, names)),
  ];
};

const checkVariations = (variations: ParsedYaml<Variations>): Trouble[] =>
  Object.entries(variations.value).flatMap(([kind, choices]) =>
    findTwice('choice', listNamed(variations, kind, choices)),
  );

/** The ids under one key of a file. */
const listNamed = (
  { file, lineAt }: Pick<ParsedYaml<unknown>, 'file' | 'lineAt'>,
  key: string,
  items: readonly { readonly id: string }[],
): Named[] =>
  items.map(({ id }, index) => ({ name: id, place: () => ({ file, line: lineAt([key, index, 'id']) }) }));

const checkExample = (
  { file, value, lineAt }: ParsedYaml<Omit<Example, 'id'>>,
  names: readonly string[] | undefined,
): Trouble[] => {
  const at = (path: readonly PropertyKey[], message: string): Trouble => ({
    message,
    place: { file, line: lineAt(path) },
  });
  const known = value.patterns.flatMap((name, index) =>
    names === undefined || names.includes(name)
      ? []
      : [at(['patterns', index], `pattern "${name}" is not in this recipe.${suggestClosest(name, names)}`)],
  );
  const shape = checkShape(value.conversation).map(({ turn, what }) =>
    at(['conversation', Math.min(turn, value.conversation.length) - 1], `turn ${turn}: ${what}.`),
  );
  const answers = value.conversation
    .filter(({ role }) => role === 'assistant')
    .map(({ content }) => foldSpace(content));
  const shows = value.shows.flatMap((show, index) => {
    if (!value.patterns.includes(show.pattern)) {
      const near = suggestClosest(show.pattern, value.patterns);
      return [
        at(['shows', index, 'pattern'], `"${show.pattern}" is not among this example's patterns.${near}`),
      ];
    }
    const told = show.answers.map((number) => answers[number - 1] ?? '').join(' ');
    // While the turns are out of order, nobody can say which answer is which.
    return shape.length > 0 || told.includes(foldSpace(show.evidence))
      ? []
      : [
          at(
            ['shows', index, 'evidence'],
            `the evidence does not stand in answer ${show.answers.join(', ')}.`,
          ),
        ];
  });
  return [...known, ...shape, ...shows];
};
