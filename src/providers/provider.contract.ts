import { describe } from 'vitest';
import { adjustmentsContract } from './provider-contract/adjustments.contract.ts';
import { answersContract } from './provider-contract/answers.contract.ts';
import { connectionsContract } from './provider-contract/connections.contract.ts';
import { exchangesContract } from './provider-contract/exchanges.contract.ts';
import { requestsContract } from './provider-contract/requests.contract.ts';
import { Rig, type WireFacts } from './provider-contract/rig.contract.ts';

/** The suite that every adapter passes, over real HTTP and through its real SDK. */
export const providerContract = (facts: WireFacts): void => {
  describe(`the provider ${facts.name}`, () => {
    const rig = new Rig(facts);
    exchangesContract(rig);
    requestsContract(rig);
    answersContract(rig);
    connectionsContract(rig);
    adjustmentsContract(rig);
  });
};
