import { type PlanFor, planConversations } from '../../index.ts';
import { EXIT } from '../exit-code.ts';
import { type Io, writeLine } from '../io.ts';
import { showPlan } from '../render/plan.ts';

export const runPlan = async (
  { json, ...options }: PlanFor & { readonly json?: boolean },
  io: Io,
): Promise<number> => {
  const planned = await planConversations(options);
  if (json) writeLine(io.stdout, JSON.stringify(planned, undefined, 2));
  else showPlan(planned, io);
  return EXIT.done;
};
