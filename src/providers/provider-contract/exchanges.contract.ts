import { expect, test } from 'vitest';
import { answerWith } from '../wire-server.contract.ts';
import type { Rig } from './rig.contract.ts';

/** Each recorded exchange comes to what stands beside it. */
export const exchangesContract = (rig: Rig): void => {
  test.each(rig.fixtures)('%s', async (_what, { status, headers, body, request, expect: due }) => {
    rig.server.answer = answerWith(status, body, headers);
    const asked = rig.makeRequest(request);
    const sent = await rig.send(asked);
    const met = sent.kind === 'answered' ? rig.provider.read(sent.raw, asked) : sent;

    if (due.limits) expect(sent.limits).toEqual(due.limits);
    if (due.requestId) expect(sent).toMatchObject({ raw: { requestId: due.requestId } });
    const body0 = JSON.parse(rig.server.arrivals[0]!.body);
    expect(body0).toMatchObject(due.sent ?? {});
    for (const field of due.absent ?? []) expect(body0).not.toHaveProperty(field);
    if (due.sent?.generationConfig) expect(body0.generationConfig).toEqual(due.sent.generationConfig);
    if (due.text !== undefined) {
      const { text, model, usage } = due;
      expect(met).toMatchObject({
        kind: 'reply',
        reply: { text, ...(model && { model }), ...(usage && { usage }) },
      });
      return;
    }
    const problem = met.kind === 'reply' ? undefined : met.problem;
    expect(problem).toMatchObject(due.problem ?? {});
    for (const field of due.absentInProblem ?? []) expect(problem).not.toHaveProperty(field);
    if (due.message) expect(problem?.message).toBe(due.message);
    expect(problem?.message).toContain(due.says ?? '');
    for (const secret of due.silentAbout ?? []) expect(problem?.message).not.toContain(secret);
    expect(problem!.message.length).toBeLessThanOrEqual(200);
  });
};
