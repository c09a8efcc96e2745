import { z } from 'zod';
import type { AnswerSchema } from '../../providers/index.ts';

/** Whether an answer is the first, or the one after its quotes could not be found. */
const look = z.enum(['first', 'second']);

/** What a judge is asked to write about one pattern: evidence before findings, and its verdict last. */
export const judgeAnswerSchema = z.object({
  look: look.default('first'),
  evidence: z.array(z.object({ item_id: z.string(), turn: z.coerce.number().int(), quote: z.string() })),
  items: z.array(z.object({ id: z.string(), why: z.string().default(''), met: z.boolean() })),
  disqualifiers: z.array(z.object({ id: z.string(), quote: z.string().default(''), present: z.boolean() })),
  superficial: z.boolean(),
  reasoning: z.string().default(''),
  verdict: z.enum(['demonstrated', 'not_demonstrated', 'cannot_tell']),
});

/** What is asked for where no pattern is named: one entry for each of the list. */
export const detectAnswerSchema = z.object({
  look: look.default('first'),
  findings: z.array(
    z.object({
      pattern: z.string(),
      evidence: z.array(z.object({ turn: z.coerce.number().int(), quote: z.string() })),
      why: z.string().default(''),
      present: z.boolean(),
    }),
  ),
});

const TEXT = { type: 'string' } as const;
const YES_OR_NO = { type: 'boolean' } as const;
const NUMBER = { type: 'integer' } as const;
const LOOK = { type: 'string', enum: ['first', 'second'] } as const;

const toList = (properties: Readonly<Record<string, object>>): object => ({
  type: 'array',
  items: toObject(properties),
});

/** Every property required and no others, as structured output of all three providers demands (documentation, 2026). */
const toObject = (properties: Readonly<Record<string, object>>): Record<string, unknown> => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

/** The schema of a verifying answer as it is sent. The order of its keys is the order in which models write. */
export const JUDGE_SCHEMA: AnswerSchema = {
  name: 'judgement',
  schema: toObject({
    look: LOOK,
    evidence: toList({ item_id: TEXT, turn: NUMBER, quote: TEXT }),
    items: toList({ id: TEXT, why: TEXT, met: YES_OR_NO }),
    disqualifiers: toList({ id: TEXT, quote: TEXT, present: YES_OR_NO }),
    superficial: YES_OR_NO,
    reasoning: TEXT,
    verdict: { type: 'string', enum: ['demonstrated', 'not_demonstrated', 'cannot_tell'] },
  }),
};

/** The schema of a detecting answer as it is sent. */
export const DETECT_SCHEMA: AnswerSchema = {
  name: 'findings',
  schema: toObject({
    look: LOOK,
    findings: toList({
      pattern: TEXT,
      evidence: toList({ turn: NUMBER, quote: TEXT }),
      why: TEXT,
      present: YES_OR_NO,
    }),
  }),
};
