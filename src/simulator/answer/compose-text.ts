import { makeRandom } from '../../base/index.ts';
import type { Message } from '../../conversation/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import type { FaultKind } from '../faults/fault.ts';
import { readJudging } from '../judge/read-judging.ts';
import { writeJudgement } from '../judge/write-judgement.ts';
import type { Profile } from '../profile.ts';
import type { Ask } from '../wires/ask.ts';
import { toObject } from '../wires/json.ts';
import type { WritingOrder } from '../writing-order.ts';
import { fillSchema } from './fill-schema.ts';
import { breakJson, spoilConversation, toOtherKeys } from './spoil.ts';
import { understandPrompt } from './understand-prompt.ts';

/** Writes a conversation: a pure function of recipe and order. */
export type Write = (
  recipe: Recipe,
  order: WritingOrder,
) => { readonly conversation: readonly Message[]; readonly learning_notes: string };

/** What a text is made from besides the request. */
export interface TextSource {
  readonly recipe: Recipe;
  readonly write: Write;
  /** Hash of the simulator's seed, the model and the prompt. */
  readonly seed: number;
  readonly fault: FaultKind | undefined;
  readonly profile: Pick<Profile, 'judgeSensitivity' | 'judgeSpecificity' | 'patternsLeftOut'>;
}

/** The text of the answer to a request: JSON where JSON is asked for, else words around fenced JSON. */
export const composeText = (ask: Ask, source: TextSource): string => {
  const value = composeValue(ask, source);
  if (value === undefined) return NO_ASSIGNMENT;
  const asked = source.fault === 'wrong-schema' ? toOtherKeys(value) : value;
  const json = ask.form.kind === 'text' ? JSON.stringify(asked, undefined, 2) : JSON.stringify(asked);
  const text =
    source.fault === 'invalid-json' ? breakJson(json, makeRandom(source.seed, 'break-json')) : json;
  return ask.form.kind === 'text' ? `Here is the conversation.\n\n\`\`\`json\n${text}\n\`\`\`` : text;
};

const NO_ASSIGNMENT =
  'This is the idiolect simulator, not a model. It writes conversations for prompts that name a topic, patterns or a number of exchanges; this one names none of them.';

/** The answer as a value; undefined when neither conversation nor judgement is asked for and no schema says what else. */
const composeValue = (ask: Ask, source: TextSource): unknown => {
  const judging = readJudging(ask.form, ask);
  if (judging !== undefined) {
    return writeJudgement(judging, { ...source, isInventing: source.fault === 'invented-quote' });
  }
  const schema = 'schema' in ask.form ? ask.form.schema : undefined;
  const reading = understandPrompt(source.recipe, ask);
  const wantsConversation = schema === undefined || 'conversation' in toObject(schema.properties);
  const isAsked = wantsConversation && (reading.kind === 'assigned' || schema !== undefined);
  const random = makeRandom(source.seed, 'fill-schema');
  if (!isAsked) {
    if (schema !== undefined) return fillSchema(schema, {}, random);
    return ask.form.kind === 'json' ? { message: NO_ASSIGNMENT } : undefined;
  }
  const { topic, patterns, exchanges, level, tone, occasion } =
    reading.kind === 'assigned' ? reading : NOTHING_KNOWN;
  const order = {
    seed: source.seed,
    provider: ask.provider,
    topic,
    patterns: leaveOut(patterns, source),
    exchanges,
    level,
    tone,
    occasion,
  };
  const written = source.write(source.recipe, order);
  const conversation = spoilConversation(written.conversation, source.fault);
  if (schema === undefined) return { conversation, learning_notes: written.learning_notes };
  const facts = {
    topic: topic ?? '',
    patterns_applied: patterns,
    conversation,
    learning_notes: written.learning_notes,
  };
  return fillSchema(schema, facts, random);
};

const NOTHING_KNOWN = { topic: undefined, patterns: [], exchanges: 3, level: '', tone: '', occasion: '' };

/** The patterns that are really shown. Which are not follows from the request, so it can be told from the notes alone. */
const leaveOut = (patterns: readonly string[], { profile, seed }: TextSource): readonly string[] =>
  profile.patternsLeftOut === 0
    ? patterns
    : patterns.filter((name) => makeRandom(seed, `left-out/${name}`).fraction() >= profile.patternsLeftOut);
