import type { Attributes, Context, Link, Span, SpanContext } from '@opentelemetry/api';
import type { EngineEvent } from '../../engine/index.ts';
import type { StartedRun } from '../events.ts';
import type { GenerateSummary } from '../summary.ts';
import { OPERATION, toCommonAttributes, toUsageAttributes } from './gen-ai.ts';

type Api = typeof import('@opentelemetry/api');

/**
 * The trace of one run: a span for the run, and below it one for each send, linked to the send before it of the same
 * call. It holds numbers and names only, never a prompt or a reply.
 */
export class RunSpans {
  readonly #api: Api;
  readonly #root: Span;
  readonly #context: Context;
  readonly #common: Attributes;
  readonly #request: Attributes;
  /** By the number of the send. */
  readonly #open = new Map<number, Span>();
  /** The last send of each call that is not settled. */
  readonly #latest = new Map<string, SpanContext>();

  constructor(api: Api, run: number, started: StartedRun) {
    this.#api = api;
    const { settings, planned } = started;
    this.#common = toCommonAttributes(started);
    this.#request = {
      'gen_ai.request.temperature': settings.temperature,
      'gen_ai.request.max_tokens': settings.maxTokens,
      'gen_ai.output.type': 'json',
    };
    this.#root = this.#tracer().startSpan('idiolect generate', {
      root: true,
      attributes: {
        ...this.#common,
        'idiolect.run': run,
        'idiolect.planned': planned,
        'idiolect.count': settings.count,
        'idiolect.seed': settings.seed,
        'idiolect.design': settings.design,
      },
    });
    this.#context = api.trace.setSpan(api.ROOT_CONTEXT, this.#root);
  }

  hear(event: EngineEvent): void {
    if (event.kind === 'call-sent') this.#begin(event);
    else if (event.kind === 'call-answered') {
      // A body that came is one with status 200; what is wrong with it was found by reading it.
      const attributes = {
        'http.response.status_code': 200,
        ...(event.usage && toUsageAttributes(event.usage)),
      };
      this.#end(event.send, attributes, event.verdict === 'accepted' ? undefined : event.verdict);
    } else if (event.kind === 'call-troubled') this.#end(event.send, {}, event.problem, event.message);
    else if (event.kind === 'call-settled') this.#latest.delete(event.call);
    else this.#tell(event);
  }

  finish(summary: GenerateSummary): void {
    for (const send of [...this.#open.keys()]) this.#end(send, {}, 'interrupted');
    const { written, failed, unfinished, fromLedger, spentUsd, stopReason } = summary;
    this.#root.setAttributes({
      'idiolect.written': written,
      'idiolect.failed': failed.length,
      'idiolect.unfinished': unfinished,
      'idiolect.from_ledger': fromLedger,
      'idiolect.spent_usd': spentUsd,
      ...(stopReason && { 'error.type': toErrorType(stopReason) }),
    });
    if (stopReason) this.#root.setStatus({ code: this.#api.SpanStatusCode.ERROR });
    this.#root.end();
  }

  #tracer() {
    return this.#api.trace.getTracer('idiolect');
  }

  #begin({ call, attempt, send }: EngineEvent & { kind: 'call-sent' }): void {
    const before = this.#latest.get(call);
    const links: Link[] = before
      ? [{ context: before, attributes: { 'idiolect.link': 'earlier send' } }]
      : [];
    const attributes = {
      ...this.#common,
      ...this.#request,
      'idiolect.call': call,
      'idiolect.attempt': attempt,
    };
    const kind = this.#api.SpanKind.CLIENT;
    const name = `${OPERATION} ${this.#common['gen_ai.request.model']}`;
    const span = this.#tracer().startSpan(name, { kind, attributes, links }, this.#context);
    this.#open.set(send, span);
    this.#latest.set(call, span.spanContext());
  }

  #end(send: number, attributes: Attributes, problem?: string, message?: string): void {
    const span = this.#open.get(send);
    // The trouble with an answer is told once more after its verdict.
    if (span === undefined) return;
    this.#open.delete(send);
    span.setAttributes(attributes);
    if (problem !== undefined) {
      span.setAttribute('error.type', problem);
      span.setStatus({ code: this.#api.SpanStatusCode.ERROR, ...(message !== undefined && { message }) });
    }
    span.end();
  }

  #tell(event: EngineEvent): void {
    const { kind, ...fields } = event;
    const attributes = Object.fromEntries(
      Object.entries(fields)
        .map(([name, value]) => [name, typeof value === 'object' ? value.text : value] as const)
        .map(([name, value]) => [`idiolect.${name}`, value]),
    );
    this.#root.addEvent(`idiolect.${kind}`, attributes);
  }
}

const toErrorType = (reason: NonNullable<GenerateSummary['stopReason']>): string =>
  reason.kind === 'problem' ? reason.problem.kind : reason.kind;
