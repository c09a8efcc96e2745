import { hashText } from '../../base/index.ts';
import type { StopReason } from '../../engine/index.ts';
import { nameModel } from '../../gate/index.ts';
import { type Confusion, confuse, makeDetectCall, type Subject } from '../../quality/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import { askJudge } from './ask-judge.ts';
import type { JudgeParts } from './judge-parts.ts';
import type { JudgeTarget } from './judge-targets.ts';

/** A fifth shows a pattern that is missed often; below forty a share says little. */
const SHARE = 0.2;
const LEAST = 40;

/** What judges found that were told of no pattern. */
export interface Detected {
  readonly detections: ReadonlyArray<Confusion & { readonly judge: string }>;
  readonly missing: number;
  readonly stopReason: StopReason | undefined;
}

/** What is to be looked at by whom. */
export interface DetectingOrder {
  readonly subjects: readonly Subject[];
  readonly recipe: Recipe;
  readonly targets: readonly JudgeTarget[];
  readonly seed: number;
}

/**
 * Has judges look at conversations of other families without telling them which patterns these declare: so it shows
 * what they miss, and what they take for a pattern where none was asked for.
 */
export const detectSet = async (order: DetectingOrder, parts: JudgeParts): Promise<Detected> => {
  const { recipe, seed } = order;
  const results = await Promise.all(
    order.targets.map(async (target) => {
      const { id, family } = target.judge;
      const subjects = drawSome(
        order.subjects.filter(({ provider }) => provider !== family || order.targets.length === 1),
        seed,
      );
      const calls = subjects.map((subject) =>
        makeDetectCall(subject, recipe, { model: target.modelName, seed }),
      );
      const { outcomes, stopReason } = await askJudge(target, calls, parts);
      const seen = subjects.flatMap((subject, at) => {
        const outcome = outcomes.get(calls[at]?.id ?? '');
        if (outcome?.kind !== 'accepted') return [];
        return [{ shown: subject.conversation.patterns_applied, found: outcome.value.patterns }];
      });
      const names = recipe.patterns.map(({ name }) => name);
      const detection = { judge: nameModel(id), ...confuse(names, seen) };
      return { detection, missing: calls.length - outcomes.size, stopReason };
    }),
  );
  return {
    detections: results.map(({ detection }) => detection),
    missing: results.reduce((sum, { missing }) => sum + missing, 0),
    stopReason: results.find(({ stopReason }) => stopReason !== undefined)?.stopReason,
  };
};

/** Which ones hangs on their ids and the seed alone. */
const drawSome = (subjects: readonly Subject[], seed: number): Subject[] => {
  const count = Math.max(LEAST, Math.ceil(subjects.length * SHARE));
  return subjects
    .map((subject) => ({ subject, draw: hashText(`${seed}/detect/${subject.id}`) }))
    .sort((one, other) => (one.draw < other.draw ? -1 : 1))
    .slice(0, count)
    .map(({ subject }) => subject);
};
