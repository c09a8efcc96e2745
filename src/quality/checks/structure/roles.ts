import { type Check, type Sighting, wholeOf } from '../check.ts';

/** The order of speakers: a system message if any, then user and assistant in turn, the assistant last. */
export const roles: Check = {
  id: 'roles',
  version: 1,
  severity: 'fail',
  title: 'Speakers take turns',
  why: 'Trainers refuse, or misread, a conversation that does not alternate from user to assistant.',
  run: ({ turns }) => {
    const [first] = turns;
    if (first === undefined) return [{ severity: 'fail', message: 'The conversation has no message.' }];
    const isLed = first.role === 'system' || first.role === 'developer';
    const spoken = isLed ? turns.slice(1) : turns;
    const sightings: Sighting[] = [];
    for (const [index, turn] of spoken.entries()) {
      const due = index % 2 === 0 ? 'user' : 'assistant';
      if (turn.role === due) continue;
      sightings.push({
        severity: 'fail',
        message: `The ${due} is due here, but the turn is the ${toName(turn.role)}'s, so all that follows is out of step.`,
        place: wholeOf(turn),
      });
      // What comes after is out of step for the same reason.
      break;
    }
    const last = spoken.at(-1);
    if (last?.role !== 'assistant') {
      sightings.push({
        severity: 'fail',
        message: 'The conversation does not end with an answer of the assistant.',
        place: wholeOf(last ?? first),
      });
    }
    return sightings;
  },
};

/** A role as it may stand in a message: files of others hold anything there. */
const toName = (role: unknown): string =>
  typeof role === 'string' && /^[a-z]{1,20}$/i.test(role) ? role : 'unknown speaker';
