import { decideDuplicates, decideStructure, decideUsableCount } from './census-criteria.ts';
import { decideCorrectness } from './correctness.ts';
import { decideEvenness } from './evenness-criterion.ts';
import { decideGenericness } from './genericness.ts';
import { listInstances } from './instances.ts';
import type { Criterion, ProviderVerdict, Verdict } from './verdict.ts';
import type { ProviderPart, VerdictInput } from './verdict-input.ts';
import { combineDecisions } from './wording.ts';

/**
 * Decides go, no-go or inconclusive: every criterion for every provider, both as the guide states it (the figure as it
 * was measured) and with confidence (what the figure's error allows to say).
 *
 * A set is a go when all parts are, and a part when all criteria are; one no-go makes it a no-go. Of a set without a
 * part nothing can be said. Whether the conversations are simulated plays no role here: who shows the verdict says so.
 */
export const decide = (input: VerdictInput): Verdict => {
  const providers = input.providers.map((part) => decidePart(part, input));
  const asStated = combineDecisions(providers.map((part) => part.asStated));
  const withConfidence = combineDecisions(providers.map((part) => part.withConfidence));
  const decisive = providers.find((part) => part.withConfidence === withConfidence);
  const criterion = decisive?.criteria.find(({ id }) => id === decisive.decidedBy);
  if (decisive === undefined || criterion === undefined) {
    const reason = 'Nothing was checked: there is no conversation of any provider.';
    return { asStated, withConfidence, providers, reason, toChange: 'Generate conversations first.' };
  }
  const reason =
    withConfidence === 'go'
      ? `Every criterion is a go for ${providers.map(({ provider }) => provider).join(' and ')}; the hardest, ${criterion.title}: ${criterion.measured}.`
      : `${decisive.provider}: ${criterion.title} is ${criterion.withConfidence}: ${criterion.measured}.`;
  if (withConfidence === 'go') return { asStated, withConfidence, providers, reason };
  return { asStated, withConfidence, providers, reason, toChange: adviseAll(providers, decisive, criterion) };
};

const decidePart = (part: ProviderPart, input: VerdictInput): ProviderVerdict => {
  const single = listInstances(part, { ...input, unit: 'instance' });
  const instances = input.unit === 'instance' ? single : listInstances(part, input);
  const criteria = [
    decideUsableCount(part, input),
    decideStructure(part),
    decideEvenness(part, single, input),
    decideCorrectness(part, instances, single, input),
    decideGenericness(part, single, input),
    decideDuplicates(part, input),
  ];
  return {
    provider: part.provider,
    asStated: combineDecisions(criteria.map(({ asStated }) => asStated)),
    withConfidence: combineDecisions(criteria.map(({ withConfidence }) => withConfidence)),
    criteria,
    decidedBy: findDecisive(criteria).id,
  };
};

/** The first no-go, else the first that is inconclusive, else the one that is the hardest to be sure of. */
const findDecisive = (criteria: readonly Criterion[]): Criterion => {
  const decisive =
    criteria.find(({ withConfidence }) => withConfidence === 'no-go') ??
    criteria.find(({ withConfidence }) => withConfidence === 'inconclusive') ??
    criteria.find(({ id }) => id === 'pattern-correctness');
  if (decisive === undefined) throw new Error('Internal: a verdict without criteria.');
  return decisive;
};

/** What would change the deciding criterion, and which others would have to change as well, in one sentence. */
const adviseAll = (
  providers: readonly ProviderVerdict[],
  decisive: ProviderVerdict,
  criterion: Criterion,
): string => {
  const open = providers.flatMap(({ provider, criteria }) =>
    criteria
      .filter((one) => one.withConfidence !== 'go' && one !== criterion)
      .map(({ title }) => `${title} (${provider})`),
  );
  const also = open.length === 0 ? '' : `; open as well: ${open.join(', ')}`;
  return `${decisive.provider}: ${criterion.toChange ?? `change what decided it, ${criterion.title}`}${also}.`;
};
