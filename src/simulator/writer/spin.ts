import type { Random } from '../../base/index.ts';
import { capital } from './words.ts';

/** What is put into the places of a frame; a function is called only when its place is written. */
export type Slots = Readonly<Record<string, string | (() => string) | undefined>>;

type Part = string | { readonly slot: string } | { readonly choices: readonly (readonly Part[])[] };

const parsed = new Map<string, readonly Part[]>();

/**
 * Writes out a frame: `[this|that|]` is one of the choices (nested at will), `{name}` a slot, `{Name}` the same slot
 * with a capital letter. Slots that are not given leave nothing behind.
 */
export const spin = (random: Random, frame: string, slots: Slots = {}): string => {
  let parts = parsed.get(frame);
  if (parts === undefined) {
    parts = parse(frame);
    parsed.set(frame, parts);
  }
  return tidy(write(random, parts, slots));
};

/** Collapses the gaps that empty choices leave. A point that begins a word (`.env`) keeps its space. */
const tidy = (text: string): string =>
  text
    .replace(/ {2,}/g, ' ')
    .replace(/ +([,.;:])(?=\s|$)/g, '$1')
    .trim();

const write = (random: Random, parts: readonly Part[], slots: Slots): string =>
  parts
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('choices' in part) return write(random, random.pick(part.choices), slots);
      if (part.slot in slots) return fill(slots[part.slot]);
      return capital(fill(slots[toKey(part.slot)]));
    })
    .join('');

const fill = (value: string | (() => string) | undefined): string =>
  typeof value === 'function' ? value() : (value ?? '');

const toKey = (slot: string): string => slot.charAt(0).toLowerCase() + slot.slice(1);

const needs = new Map<string, readonly string[]>();

/** Whether everything that a frame has a place for is given. */
export const isFilled = (frame: string, slots: Slots): boolean => {
  let keys = needs.get(frame);
  if (keys === undefined) {
    keys = [...frame.matchAll(/\{(\w+)\}/g)].map(([, slot]) => toKey(slot ?? ''));
    needs.set(frame, keys);
  }
  return keys.every((key) => slots[key] !== undefined && slots[key] !== '');
};

const parse = (frame: string): readonly Part[] => {
  let at = 0;
  const readParts = (inChoice: boolean): Part[] => {
    const parts: Part[] = [];
    let text = '';
    const flush = (): void => {
      if (text !== '') parts.push(text);
      text = '';
    };
    while (at < frame.length) {
      const sign = frame.charAt(at);
      if (inChoice && (sign === '|' || sign === ']')) break;
      at++;
      if (sign === '[') {
        flush();
        parts.push({ choices: readChoices() });
      } else if (sign === '{') {
        flush();
        const end = frame.indexOf('}', at);
        parts.push({ slot: frame.slice(at, end) });
        at = end + 1;
      } else text += sign;
    }
    flush();
    return parts;
  };
  const readChoices = (): Part[][] => {
    const choices = [readParts(true)];
    while (frame.charAt(at) === '|') {
      at++;
      choices.push(readParts(true));
    }
    at++;
    return choices;
  };
  return readParts(false);
};
