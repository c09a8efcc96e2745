import type { Check, Sighting } from '../check.ts';
import { findPersonalData } from './find-personal-data.ts';

/** Data that may belong to a person; told by kind and place, never by value. */
export const personalData: Check = {
  id: 'personal-data',
  version: 1,
  severity: 'warn',
  title: 'No personal data',
  why: 'What a model was trained on it can be made to say, and it may be the data of someone real.',
  run: ({ subject, turns }) => [
    ...turns.flatMap(({ number, content }) =>
      findPersonalData(content).map(
        ({ kind, start, end }): Sighting => ({
          severity: 'warn',
          message: `The turn holds ${kind} that is not one of those set aside for examples.`,
          place: { turn: number, start, end },
        }),
      ),
    ),
    ...findPersonalData(toText(subject.conversation.learning_notes)).map(
      ({ kind }): Sighting => ({
        severity: 'warn',
        message: `The learning notes hold ${kind} that is not one of those set aside for examples.`,
      }),
    ),
  ],
};

const toText = (notes: unknown): string => (typeof notes === 'string' ? notes : '');
