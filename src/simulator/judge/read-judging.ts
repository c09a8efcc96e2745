import type { Message } from '../../conversation/index.ts';
import type { PromptTexts } from '../answer/understand-prompt.ts';
import type { AnswerForm } from '../wires/ask.ts';
import { toObject } from '../wires/json.ts';

/** A judgement that is asked for, as far as the prompt tells. */
export interface Judging {
  /** Whether one pattern is to be verified, or those of a list are to be found. */
  readonly mode: 'verify' | 'detect';
  /** The conversation in question. */
  readonly messages: readonly Message[];
  /** The pattern to verify, or those to look for in the order of the prompt. */
  readonly patterns: readonly string[];
  readonly items: readonly string[];
  readonly disqualifiers: readonly string[];
  /** Whether an earlier answer's quotes could not be found. */
  readonly isSecondLook: boolean;
}

/**
 * Finds in a request what a judge is asked: known by the schema of the answer or, where none can be sent, by the
 * prompt's own words. Undefined for any other request.
 */
export const readJudging = (form: AnswerForm, { turns }: PromptTexts): Judging | undefined => {
  const text = turns.findLast(({ role }) => role === 'user')?.text ?? '';
  const end = text.lastIndexOf('</conversation>');
  if (end < 0) return undefined;
  const keys = 'schema' in form ? Object.keys(toObject(form.schema.properties)) : undefined;
  const task = text.slice(end);
  const named = /^# Pattern in question:[ \t]*(.+)$/m.exec(task)?.[1]?.trim();
  const isVerify = keys === undefined ? named !== undefined : keys.includes('disqualifiers');
  const isDetect = keys === undefined ? /^# Patterns to look for$/m.test(task) : keys.includes('findings');
  if (!isVerify && !isDetect) return undefined;
  const isSecondLook = /^"look": "second"\.|with\s+"look": "second"/m.test(task);
  const messages = readTurns(text.slice(0, end));
  if (isVerify) {
    const items = readIds(task, 'Checklist');
    const disqualifiers = readIds(task, 'Disqualifiers');
    return { mode: 'verify', messages, patterns: [named ?? ''], items, disqualifiers, isSecondLook };
  }
  const patterns = [...task.matchAll(/^## (.+)$/gm)].map(([, name = '']) => name.trim());
  return { mode: 'detect', messages, patterns, items: [], disqualifiers: [], isSecondLook };
};

const readTurns = (text: string): Message[] =>
  [...text.matchAll(/<turn number="\d+" role="(user|assistant)">\n([\s\S]*?)\n<\/turn>/g)].map(
    ([, role, content = '']) => ({ role: role === 'user' ? 'user' : 'assistant', content }),
  );

/** The ids of the list under a heading. */
const readIds = (text: string, heading: string): string[] => {
  const section = new RegExp(`^# ${heading}\\n([\\s\\S]*?)(?=^# |$(?![\\s\\S]))`, 'm').exec(text)?.[1] ?? '';
  return [...section.matchAll(/^- ([^\s:(]+)[^\n]*/gm)].map(([, id = '']) => id);
};
