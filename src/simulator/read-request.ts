import { fail, ok, type Result } from '../base/index.ts';
import type { Incoming } from './delivery.ts';
import type { Ask } from './wires/ask.ts';
import { isObject, toText } from './wires/json.ts';
import { badRequest, type Refusal } from './wires/refusal.ts';
import type { Wire } from './wires/wire.ts';

/** Why a request cannot be read, and the model it named. */
export interface Unreadable {
  readonly refusal: Refusal;
  readonly model: string;
}

/** Reads a request as its provider does: key first, then JSON, then the fields. */
export const readRequest = (wire: Wire, incoming: Incoming): Result<Ask, Unreadable> => {
  const { pathModel = '', body, headers, query } = incoming;
  const refuse = (refusal: Refusal, model = pathModel): Result<Ask, Unreadable> => fail({ refusal, model });
  const key = wire.readKey(headers, query);
  if (key === undefined) return refuse({ kind: 'missing-key' });
  // Any key will do; one that begins so is there to rehearse what a wrong one does.
  if (key.startsWith('bad')) return refuse({ kind: 'bad-key' });
  if (body === undefined) return refuse({ kind: 'body-too-large' });
  const json = parseJson(body);
  if (!isObject(json)) return refuse(badRequest(NOT_JSON[wire.name]));
  const ask = wire.readAsk(json, incoming.pathModel);
  return ask.ok ? ok(ask.value) : refuse(ask.failure, toText(json.model) ?? pathModel);
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const NOT_JSON = {
  openai:
    'We could not parse the JSON body of your request. (HINT: This likely means you aren’t using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)',
  gemini: 'Invalid JSON payload received. Expected an object.',
  anthropic: 'The request body is not valid JSON.',
};
