import type { Topic, TopicNotes } from '../../recipe/index.ts';
import { type Belief, readBeliefs } from './beliefs.ts';
import { type Facts, readFacts } from './facts.ts';
import { makeGenericNotes } from './generic-notes.ts';
import { type Weights, weighWords } from './likeness.ts';
import { bare, isCommand, small } from './words.ts';

/** Everything a conversation about one topic is made of. */
export interface Material {
  /** The title as a noun phrase. */
  readonly title: string;
  /** What has to be achieved; reads on after "to". */
  readonly goal: string;
  readonly stack: string | undefined;
  readonly facts: Facts;
  readonly beliefs: readonly Belief[];
  readonly notes: TopicNotes;
  /** How telling each word is within this topic. */
  readonly weights: Weights;
}

const known = new WeakMap<Topic, Material>();

/** Makes a topic's text ready for use in sentences: closing points off, gaps filled. */
export const toMaterial = (topic: Topic): Material => {
  const seen = known.get(topic);
  if (seen !== undefined) return seen;
  const material = prepare(topic);
  known.set(topic, material);
  return material;
};

const prepare = (topic: Topic): Material => {
  const title = bare(topic.title).replace(/[:?!]+$/, '') || 'this piece of work';
  const brief = bare(topic.brief ?? '').replace(/[:?!]+$/, '');
  const goal = isCommand(brief) ? brief.charAt(0).toLowerCase() + brief.slice(1) : `get ${title} right`;
  const facts = readFacts(topic.situation ?? '');
  const statements = facts.statements.length > 0 ? facts.statements : [`the task is to ${goal}`];
  const notes = fillNotes(topic.notes, makeGenericNotes(small(title), goal));
  return {
    title: small(title),
    goal,
    stack: topic.stack === undefined ? undefined : bare(topic.stack),
    facts: { ...facts, statements },
    beliefs: readBeliefs(topic.mistakes),
    notes,
    weights: weighWords([...statements, ...toTexts(notes)]),
  };
};

/** The topic's own lists, cleaned; where one is empty, the generic one. */
const fillNotes = (own: TopicNotes | undefined, generic: TopicNotes): TopicNotes => {
  if (own === undefined) return generic;
  const filled: Record<string, unknown> = {};
  for (const [key, list] of Object.entries(generic)) {
    const given = own[key as keyof TopicNotes];
    const keep = Array.isArray(given) ? given.map(clean).filter(isWhole) : [];
    filled[key] = keep.length > 0 ? keep : list;
  }
  return { ...(filled as TopicNotes), ...(own.code === undefined ? {} : { code: own.code }) };
};

/** Texts without their closing point; a question keeps its mark. */
const clean = (item: unknown): unknown => {
  if (typeof item === 'string') return bare(item);
  if (item === null || typeof item !== 'object') return item;
  return Object.fromEntries(Object.entries(item).map(([key, value]) => [key, clean(value)]));
};

/** An item with a place that says nothing is of no use. */
const isWhole = (item: unknown): boolean =>
  item !== null && typeof item === 'object' ? Object.values(item).every(isWhole) : saysSomething(item);

const saysSomething = (value: unknown): boolean => typeof value !== 'string' || /[\p{L}\p{N}]/u.test(value);

const toTexts = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(toTexts) : [];
};
