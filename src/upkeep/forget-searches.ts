import type { Audit } from '../ports/audit.ts';
import type { Clock } from '../ports/clock.ts';
import type { KeptSearches } from '../ports/kept-searches.ts';

/** Auditors read the lines of one year. The extra days keep the month that has just ended complete. */
const auditDays = 400;
const dayMs = 24 * 3600 * 1000;

/** Deletes results of searches whose time has passed, and lines of the audit that are older than 400 days. */
export async function forgetSearches({
  keptSearches,
  audit,
  now,
}: {
  readonly keptSearches: KeptSearches;
  readonly audit: Audit;
  readonly now: Clock;
}): Promise<void> {
  const at = now();
  await keptSearches.forgetBefore(at.toISOString());
  await audit.forgetBefore(new Date(at.getTime() - auditDays * dayMs).toISOString());
}
