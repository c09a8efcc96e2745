import { systemClock } from '../base/index.ts';
import type { GenerateEvent, StartedRun } from './events.ts';
import { toStopText } from './run-record.ts';
import type { GenerateSummary } from './summary.ts';

/** The version of the lines; it rises when a field changes its meaning or goes. */
const LOG_VERSION = 1;

/**
 * Makes a function that turns each event of a command into one line of JSON, without a line break. Every line has
 * `time`, `seq` (from 1) and `event`; those of one provider's run have `run`, `provider` and `model` besides.
 *
 * No line holds a prompt, a reply or a key. This is the one place where events become lines.
 *
 * @example
 * const toLine = makeLogLines();
 * await generate({ provider: 'openai' }, { onEvent: (event) => stream.write(`${toLine(event)}\n`) });
 */
export const makeLogLines = (nowMs: () => number = systemClock.nowMs): ((event: GenerateEvent) => string) => {
  const models = new Map<number, string>();
  let seq = 0;
  return (event) => {
    if (event.kind === 'run-started') models.set(event.run, event.model);
    const line = {
      time: new Date(nowMs()).toISOString(),
      seq: ++seq,
      ...toSubject(event, models),
      ...toFields(event),
    };
    return JSON.stringify(line, roundMs);
  };
};

const roundMs = (name: string, value: unknown): unknown =>
  typeof value === 'number' && name.endsWith('Ms') ? Math.round(value) : value;

const toSubject = (event: GenerateEvent, models: ReadonlyMap<number, string>) => {
  if (!('run' in event)) return {};
  const provider = event.kind === 'run-finished' ? event.summary.provider : event.provider;
  return { run: event.run, provider, model: models.get(event.run) };
};

const toFields = (event: GenerateEvent): object => {
  if (event.kind === 'engine') {
    const { kind, ...fields } = event.event;
    return { event: kind, ...fields };
  }
  if (event.kind === 'run-started') return { event: event.kind, log: LOG_VERSION, ...toHeader(event) };
  if (event.kind === 'run-finished') return { event: event.kind, summary: toPlainSummary(event.summary) };
  const { kind, ...fields } = event;
  return { event: kind, ...fields };
};

/** What a run was begun with. An address is told without what a key may stand in. */
const toHeader = ({
  planned,
  isSimulated,
  missingKey,
  warning,
  file,
  estimateUsd,
  settings,
}: StartedRun) => ({
  planned,
  missingKey,
  warning,
  isSimulated,
  file,
  estimateUsd,
  settings: { ...settings, baseUrl: withoutSecrets(settings.baseUrl) },
});

const withoutSecrets = (address: string): string => {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  return url.host === '' ? address : `${url.protocol}//${url.host}${url.pathname}`;
};

/** Failed conversations without their topics: these stand in the prompt. */
const toPlainSummary = ({ stopReason, failed, ...summary }: GenerateSummary) => ({
  ...summary,
  failed: failed.map(({ number, reason, message }) => ({ number, reason, message })),
  stopped: stopReason === undefined ? null : { reason: stopReason.kind, message: toStopText(stopReason) },
});
