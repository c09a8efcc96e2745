import type { Random } from '../../base/index.ts';

/** About 105 words. */
const LONGEST_PARAGRAPH = 640;

/**
 * Decides where paragraphs end: runs of prose become one to three paragraphs, so that answers made of the same parts
 * are not built alike. Lists, tables, code and marked lines stay as they are.
 */
export const reflow = (random: Random, blocks: readonly string[]): string[] => {
  const result: string[] = [];
  let run: string[] = [];
  const flush = (): void => {
    result.push(...gather(random, run));
    run = [];
  };
  for (const block of blocks) {
    if (isProse(block)) run.push(block);
    else {
      flush();
      result.push(block);
    }
  }
  flush();
  return result;
};

const isProse = (block: string): boolean => !/^(?:[-*|#>✓✗⚠~]|\d+[.)] |`{3}|\*\*)/u.test(block);

const gather = (random: Random, run: readonly string[]): string[] => {
  const paragraphs: string[] = [];
  const wanted = 1 + random.below(3);
  let breaks = Math.min(run.length - 1, wanted - 1);
  run.forEach((block, index) => {
    const last = paragraphs.at(-1);
    const left = run.length - index;
    const full = last !== undefined && last.length + block.length > LONGEST_PARAGRAPH;
    if (last === undefined || full || (breaks > 0 && random.below(left) < breaks)) {
      if (last !== undefined && breaks > 0) breaks--;
      paragraphs.push(block);
    } else paragraphs[paragraphs.length - 1] = `${last} ${block}`;
  });
  return paragraphs;
};
