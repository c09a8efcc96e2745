import { resolve } from 'node:path';
import type { Clock } from '../base/index.ts';
import type { GenerateControl } from './control.ts';
import { readTelemetryWish } from './environment.ts';
import { openEventLog } from './event-log.ts';
import type { GenerateEvent } from './events.ts';
import { makeLogLines } from './log-lines.ts';

/** All who listen to a command: the caller, its log, its telemetry. */
export interface Listeners {
  readonly tell: (event: GenerateEvent) => void;
  /** Ends when the log is written and the telemetry delivered, as far as that goes. */
  readonly close: () => Promise<void>;
}

/** @throws {IdiolectError} `OUTPUT_NOT_WRITABLE` when there is to be a log that cannot be written. */
export const openListeners = async (
  folder: string,
  control: GenerateControl,
  clock: Clock,
): Promise<Listeners> => {
  const hearers: Array<(event: GenerateEvent) => void> = [];
  const closers: Array<() => Promise<void>> = [];
  const tell = (event: GenerateEvent): void => {
    for (const hear of hearers) hear(event);
  };
  if (control.onEvent) hearers.push(control.onEvent);
  if (control.log !== undefined) {
    const file = resolve(folder, control.log);
    const log = await openEventLog(file, (reason) => tell({ kind: 'log-lost', file, reason }));
    const toLine = makeLogLines(() => clock.nowMs());
    hearers.push((event) => log.write(toLine(event)));
    closers.push(log.close);
  }
  const wish = readTelemetryWish();
  if (wish) {
    const { startTelemetry } = await import('./telemetry/start-telemetry.ts');
    const onTrouble = (reason: string): void => tell({ kind: 'telemetry-troubled', reason });
    const telemetry = await startTelemetry({ wish, clock, onTrouble, leaveNow: control.leaveNow });
    hearers.push(telemetry.hear);
    // Its trouble is to stand in the log.
    closers.unshift(telemetry.stop);
  }
  return {
    tell,
    close: async () => {
      for (const close of closers) await close();
    },
  };
};
