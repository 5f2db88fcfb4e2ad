import { startPlannedService, type PlannedAnswer } from './planned-service.ts';
import { requestId, system } from './requests.ts';

let stop: () => Promise<void> = async () => undefined;

afterEach(() => stop());

/** Starts a planned service for one test. It ends after the test. */
export async function service(plan: Readonly<Record<string, readonly PlannedAnswer[]>>) {
  const started = await startPlannedService(plan);
  let ended: Promise<void> | undefined;
  stop = () => (ended ??= started.stop());
  return { ...started, stop, options: { environment: { HABEAS_URL: started.url } } };
}

export const erased = system('b2c-de', { verdict: 'erased' });

export const failed = system('hubspot', { verdict: 'failed', code: 'unavailable' });

export const path = `GET /api/requests/${requestId}`;
