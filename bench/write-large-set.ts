import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { makeRandom } from '../src/base/index.ts';
import { type Conversation, listCodeBlocks, toLine } from '../src/conversation/index.ts';

/** Of the words of prose, so many are replaced: two variants of a conversation are then no duplicates any more. */
const REPLACED = 0.7;
const WORD = /\b[a-z]{4,}\b/g;

/**
 * Writes many conversations by varying the words of a few outside their code. Their length, code, marks and rhythm are
 * those of the few; what they say is nonsense, which no check reads.
 *
 * @returns bytes of the file.
 */
export const writeLargeSet = async (
  file: string,
  few: readonly Conversation[],
  count: number,
): Promise<number> => {
  const words = [
    ...new Set(
      few.flatMap(({ conversation }) => conversation.flatMap(({ content }) => content.match(WORD) ?? [])),
    ),
  ];
  const random = makeRandom(7, 'large-set');
  const vary = (prose: string): string =>
    prose.replace(WORD, (word) =>
      random.below(100) < REPLACED * 100 ? (words[random.below(words.length)] ?? word) : word,
    );
  const out = createWriteStream(file);
  let bytes = 0;
  for (let index = 0; index < count; index++) {
    const model = few[index % few.length];
    if (model === undefined) break;
    const conversation = model.conversation.map(({ role, content }) => ({
      role,
      content: varyProse(content, vary),
    }));
    const line = toLine({ ...model, topic: `${model.topic}, case ${index}`, conversation });
    bytes += Buffer.byteLength(line);
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return bytes;
};

/** Leaves code as it is, so that it still parses. */
const varyProse = (content: string, vary: (prose: string) => string): string => {
  const inCode = new Set(
    listCodeBlocks(content).flatMap(({ line, code }) =>
      Array.from({ length: code.split('\n').length + 2 }, (_, offset) => line + offset),
    ),
  );
  return content
    .split('\n')
    .map((text, index) => (inCode.has(index + 1) ? text : vary(text)))
    .join('\n');
};
