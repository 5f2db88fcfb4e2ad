import type { Brake } from './brake/brake.ts';
import type { BrakeAlert } from './brake/hold-by-brake.ts';
import type { Admit } from './call-limits.ts';
import type { Identify } from './identify-caller.ts';
import type { Policy } from '../domain/policy.ts';
import type { Audit } from '../ports/audit.ts';
import type { Clock } from '../ports/clock.ts';
import type { Dossiers } from '../ports/dossiers.ts';
import type { FlowStarter } from '../ports/flow-starter.ts';
import type { KeptSearches } from '../ports/kept-searches.ts';
import type { KeyRing } from '../ports/key-ring.ts';
import type { Log } from '../ports/log.ts';
import type { LookupHash } from '../ports/lookup-hash.ts';
import type { PackageLinks } from '../ports/package-links.ts';
import type { PoisonQueue } from '../ports/poison-queue.ts';
import type { RequestQueue } from '../ports/request-queue.ts';
import type { Register } from '../ports/register.ts';
import type { ResultsStore } from '../ports/results-store.ts';
import type { SealedStore } from '../ports/sealed-store.ts';
import type { Envelopes } from '../ports/envelopes.ts';
import type { StatusQueue } from '../ports/status-queue.ts';
import type { LoadedConfiguration } from '../ports/loaded-configuration.ts';
import type { UpkeepState } from '../ports/upkeep-state.ts';
import type { SystemStates } from '../ports/system-states.ts';
import type { Systems } from '../ports/systems.ts';

/** The parts of the service that the doors use to accept and show requests. */
export interface Intake {
  readonly register: Register;
  readonly dossiers: Dossiers;
  readonly keys: KeyRing;
  readonly envelopes: Envelopes;
  readonly keptSearches: KeptSearches;
  readonly audit: Audit;
  readonly packageLinks: PackageLinks;
  readonly results: ResultsStore;
  readonly sealed: SealedStore;
  readonly systems: Systems;
  readonly systemStates: SystemStates;
  readonly upkeepState: UpkeepState;
  readonly loaded: LoadedConfiguration;
  readonly statusQueue: StatusQueue;
  readonly poisonQueue: PoisonQueue;
  readonly requestQueue: RequestQueue;
  readonly lookupHash: LookupHash;
  readonly policy: Policy;
  /** `source` of the events that the service sends. */
  readonly publicUrl: string;
  readonly now: Clock;
  readonly identify: Identify;
  /** The address of the self-service door. */
  readonly identifySubject: Identify;
  readonly admit: Admit;
  readonly brake: Brake;
  readonly alertOfBrake: BrakeAlert;
}

/** The dependencies of a single function call. */
export interface Call {
  readonly flows: FlowStarter;
  readonly log: Log;
}
