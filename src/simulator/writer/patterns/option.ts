import type { TopicNotes } from '../../../recipe/index.ts';
import type { Desk } from '../desk.ts';
import { isCommand } from '../words.ts';

export type Option = TopicNotes['options'][number];

const chosen = new WeakMap<Desk, Option>();

/** The option that speaks most of what the project already is and does next; the same all through a conversation. */
export const chooseOption = (desk: Desk): Option => {
  const before = chosen.get(desk);
  if (before !== undefined) return before;
  const { notes, facts } = desk.material;
  const deeds = notes.steps.slice(0, 2).map((step) => step.do);
  const project = [...facts.statements, ...deeds, notes.code?.text ?? ''].join(' ');
  const [best] = notes.options
    .map((option) => ({ option, score: desk.compare(`${option.name} ${option.good_when}`, project) }))
    .sort((a, b) => b.score - a.score);
  const option = best?.option ?? {
    name: 'the simplest version',
    good_when: 'one person maintains it',
    cost: 'a rewrite later',
  };
  chosen.set(desk, option);
  return option;
};

/** A name as the subject of a verb, when it can be one: names of things can, commands cannot. */
export const toSubject = (name: string): string | undefined => {
  if (isCommand(name)) return undefined;
  return name.includes(', ') ? `${name},` : name;
};
