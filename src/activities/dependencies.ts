import type { Callback } from '../ports/callback.ts';
import type { Policy } from '../domain/policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { Dossiers } from '../ports/dossiers.ts';
import type { KeyRing } from '../ports/key-ring.ts';
import type { Log } from '../ports/log.ts';
import type { LookupHash } from '../ports/lookup-hash.ts';
import type { Register } from '../ports/register.ts';
import type { ResultsStore } from '../ports/results-store.ts';
import type { Envelopes } from '../ports/envelopes.ts';
import type { SealedStore } from '../ports/sealed-store.ts';
import type { StatusQueue } from '../ports/status-queue.ts';
import type { Systems } from '../ports/systems.ts';

/** Everything that activities use. Each activity takes only the part it needs. */
export interface Dependencies {
  readonly register: Register;
  readonly sealed: SealedStore;
  readonly envelopes: Envelopes;
  readonly results: ResultsStore;
  readonly keys: KeyRing;
  readonly systems: Systems;
  readonly statusQueue: StatusQueue;
  readonly callback: Callback;
  readonly lookupHash: LookupHash;
  readonly dossiers: Dossiers;
  readonly policy: Pick<
    Policy,
    | 'timeZone'
    | 'country'
    | 'holidays'
    | 'language'
    | 'controller'
    | 'giveUpAfterSeconds'
    | 'leads'
    | 'orderWaitSeconds'
    | 'decideWithinSeconds'
    | 'pendingWaitSeconds'
    | 'retryDays'
    | 'withhold'
    | 'retention'
    | 'legalHolds'
  >;
  /** The `source` of the CloudEvents we send. */
  readonly publicUrl: string;
  readonly now: Clock;
  readonly log: Log;
}
