export { type JudgeId, nameModel, PROMPT_VERSION, toJudgeName, type Unit } from './judge-id.ts';
export { listChanges, type Registration, type Settings, toRegistration } from './registration.ts';
export { THRESHOLD_TABLE, THRESHOLDS, type ThresholdId, type Thresholds } from './thresholds.ts';
