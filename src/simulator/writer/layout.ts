import type { Random } from '../../base/index.ts';
import { capital, sentence } from './words.ts';

/** A statement with a headword, for lists and tables. */
export interface Item {
  readonly head: string;
  readonly text: string;
}

export const bullets = (texts: readonly string[]): string =>
  texts.map((text) => `- ${indent(sentence(text))}`).join('\n');

export const numbered = (texts: readonly string[]): string =>
  texts.map((text, index) => `${index + 1}. ${indent(sentence(text))}`).join('\n');

const indent = (text: string): string => text.replace(/\n/g, ' ');

export const heading = (text: string): string => `### ${capital(text.replace(/[.:?!]+$/, ''))}`;

export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string => `| ${cells.map(toCell).join(' | ')} |`;
  return [line(heads), `|${heads.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
};

const toCell = (text: string): string => text.replace(/\s+/g, ' ').replace(/(?<!\\)\|/g, '\\|');

/** A code block whose fence is longer than any run of backticks in it. */
export const fence = (language: string, code: string): string => {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const mark = '`'.repeat(longest + 1);
  return `${mark}${/^[\w+#.-]*$/.test(language) ? language : ''}\n${code.replace(/\s+$/, '')}\n${mark}`;
};

/** Sentences in one paragraph. */
export const paragraph = (texts: readonly string[]): string =>
  texts
    .filter((text) => text.trim() !== '')
    .map(sentence)
    .join(' ');

export type Shape = 'bullets' | 'numbered' | 'paragraphs' | 'paragraph' | 'bold' | 'lines';

/** Writes items in one of several shapes; `text` must be a full statement, for the head is not always shown. */
export const arrange = (random: Random, items: readonly Item[], shapes: readonly Shape[]): string[] => {
  const texts = items.map(({ text }) => text);
  switch (random.pick(shapes)) {
    case 'bullets':
      return [bullets(texts)];
    case 'numbered':
      return [numbered(texts)];
    case 'paragraphs':
      return texts.map((text) => paragraph([text]));
    case 'bold':
      return [bullets(items.map(({ head, text }) => `**${capital(head)}.** ${sentence(text)}`))];
    case 'lines':
      return items.map(({ head, text }) => `**${capital(head)}.** ${sentence(text)}`);
    default:
      return [paragraph(texts)];
  }
};
