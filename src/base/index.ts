export { AtomicFile, writeFileAtomically } from './atomic-write.ts';
export { type Clock, HandClock, systemClock } from './clock.ts';
export { findClosest, suggestClosest } from './closest.ts';
export {
  ERROR_CODES,
  type ErrorCode,
  IdiolectError,
  type Place,
  type Trouble,
  toPlaceText,
  toSystemCode,
} from './errors.ts';
export { hashText, hashValue, toCanonicalJson } from './hash.ts';
export { isProcessAlive } from './is-process-alive.ts';
export { makeFolder } from './make-folder.ts';
export { makeRandom, type Random } from './random.ts';
export { fail, ok, type Result } from './result.ts';
