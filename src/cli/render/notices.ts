import { type Clock, type GenerateEvent, systemClock } from '../../index.ts';
import { formatSeconds } from './format.ts';

/** A provider that refuses, serves and refuses again is told of once in so long. */
const AGAIN_MS = 60_000;

/** Makes what turns events into lines that the user has to see, also when quiet. Most events need none. */
export const makeNotices = (clock: Pick<Clock, 'monotonicMs'> = systemClock) => {
  const openSince = new Map<string, number>();
  return (event: GenerateEvent): string[] => {
    switch (event.kind) {
      case 'run-started':
        return toStartNotices(event);
      case 'ledger-blocked':
        return [
          `The ledger cannot be written (${event.reason}). Nothing new is asked for until it can; nothing is lost.`,
        ];
      case 'ledger-unblocked':
        return ['The ledger can be written again; the work goes on.'];
      case 'adjusted':
        return [`${event.provider} ${event.model}: ${event.change}.`];
      case 'log-lost':
        return [
          `The log ${event.file} cannot be written any more (${event.reason}); the work goes on without.`,
        ];
      case 'telemetry-troubled':
        return [`OpenTelemetry: ${event.reason}. The work goes on; traces and metrics may be incomplete.`];
      case 'engine':
        return toEngineNotices(event, openSince, clock);
      default:
        return [];
    }
  };
};

const toStartNotices = (event: GenerateEvent & { kind: 'run-started' }): string[] => {
  const { provider, missingKey, warning } = event;
  const rehearsal = `No ${missingKey} is set: ${provider} is rehearsed on the simulator. Its text is made up and goes to data/simulated/.`;
  return [...(missingKey === undefined ? [] : [rehearsal]), ...(warning === undefined ? [] : [warning])];
};

const toEngineNotices = (
  { provider, event }: GenerateEvent & { kind: 'engine' },
  openSince: Map<string, number>,
  clock: Pick<Clock, 'monotonicMs'>,
): string[] => {
  if (event.kind === 'run-stopping') return [`${provider} stops: ${event.reason}`];
  if (event.kind !== 'breaker') return [];
  const sinceMs = openSince.get(provider);
  if (event.state === 'open') {
    const nowMs = clock.monotonicMs();
    if (sinceMs !== undefined && nowMs - sinceMs < AGAIN_MS) return [];
    openSince.set(provider, nowMs);
    return [`${provider}: ${event.reason}; next probe in ${formatSeconds(event.pauseMs / 1000)}`];
  }
  return [];
};
