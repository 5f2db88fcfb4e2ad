import { commonQuotas } from '../store/settings.ts';
import type { State } from '../store/state.ts';
import type { Answer, Call, SimulatedSystem } from './call.ts';
import { createQuota } from './quota.ts';
import { Refusal } from './refusal.ts';
import { createRouter, type PathValues, type Route } from './router.ts';

/** One call to a vendor, after its credentials were checked. */
export interface VendorContext {
  state: State;
  call: Call;
  query: URLSearchParams;
}

/** @throws Refusal */
export type VendorOperation = (context: VendorContext, values: PathValues) => Answer;

export interface VendorSystem {
  id: string;
  routes: readonly Route<VendorOperation>[];
  /** @returns the refusal of wrong credentials, or nothing */
  authorise(call: Call): Answer | undefined;
  /** The refusal when the quota is used up. */
  throttled(seconds: number, limit: number): Answer;
  /** An answer with this status in the vendor's own error format. */
  failure(status: number): Answer;
}

/** Makes a simulated system from its routes and its own error format. */
export function createVendorSystem(vendor: VendorSystem, state: State): SimulatedSystem {
  const quota = createQuota();
  const find = createRouter(vendor.routes);

  function admit(call: Call): Answer | undefined {
    const refused = vendor.authorise(call);
    if (refused) return refused;
    const limit = state.quotas.of(vendor.id, commonQuotas).requestsPer10Seconds;
    const seconds = quota.take('requests', limit);
    return seconds === 0 ? undefined : vendor.throttled(seconds, limit ?? 0);
  }

  function answer(call: Call): Answer {
    const found = find(call.method, call.path);
    if (found === undefined) return vendor.failure(404);
    if (found === 'wrong-method') return vendor.failure(405);
    try {
      return found.target({ state, call, query: new URLSearchParams(call.search) }, found.values);
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      throw error;
    }
  }

  return { id: vendor.id, admit, answer, failure: (status) => vendor.failure(status) };
}
