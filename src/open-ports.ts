import type { Configuration } from './config/read-configuration.ts';
import type { CallCounts } from './ports/call-counts.ts';
import type { Callback } from './ports/callback.ts';
import type { Audit } from './ports/audit.ts';
import type { ErasureCounts } from './ports/erasure-counts.ts';
import type { Clock } from './ports/clock.ts';
import type { Dossiers } from './ports/dossiers.ts';
import type { KeptSearches } from './ports/kept-searches.ts';
import type { KeyRing } from './ports/key-ring.ts';
import type { LookupHash } from './ports/lookup-hash.ts';
import type { OpenMeter } from './ports/meter.ts';
import type { PackageLinks } from './ports/package-links.ts';
import type { PoisonQueue } from './ports/poison-queue.ts';
import type { RequestQueue } from './ports/request-queue.ts';
import type { Register } from './ports/register.ts';
import type { ResultsStore } from './ports/results-store.ts';
import type { Envelopes } from './ports/envelopes.ts';
import type { SealedStore } from './ports/sealed-store.ts';
import type { SystemStates } from './ports/system-states.ts';
import type { UpkeepState } from './ports/upkeep-state.ts';
import type { StatusQueue } from './ports/status-queue.ts';
import { measuredPorts } from './azure/telemetry/measured-ports.ts';
import { openMeter } from './azure/telemetry/open-meter.ts';
import { createBlobResultsStore } from './azure/blob-results-store.ts';
import { createSealedStore } from './sealing/sealed-store.ts';
import { createLookupHash } from './sealing/hmac-lookup-hash.ts';
import { createLocalKeyEncryption } from './sealing/local-key-encryption.ts';
import {
  createPoisonQueue,
  createRequestQueue,
  createRequestsQueue,
  createStatusQueue,
} from './azure/queues.ts';
import { createDossiers } from './sealing/dossiers.ts';
import { openRegisterTable } from './azure/register/register-table.ts';
import { createEnvelopes } from './sealing/envelopes.ts';
import { openStorage } from './azure/storage.ts';
import { createStoredKeys } from './azure/register/stored-keys.ts';
import { checkedKeyEncryption } from './sealing/checked-key-encryption.ts';
import { createKeyCheck, keyIdsBlob } from './sealing/key-check.ts';
import { createKeyRing } from './sealing/key-ring.ts';
import { openBlobContainer } from './azure/blob-container.ts';
import { createTableRegister } from './azure/register/table-register.ts';
import { createTableAudit } from './azure/table-audit.ts';
import { createTableCallCounts } from './azure/table-call-counts.ts';
import { createTableErasureCounts } from './azure/table-erasure-counts.ts';
import { createTableKeptSearches } from './azure/table-kept-searches.ts';
import { createTableSystemStates } from './azure/table-system-states.ts';
import { createTableUpkeepState } from './azure/table-upkeep-state.ts';
import { createTablePackageLinks } from './azure/table-package-links.ts';
import { createWebhookCallback } from './delivery/webhook-callback.ts';

export interface Ports {
  readonly register: Register;
  readonly keys: KeyRing;
  readonly sealed: SealedStore;
  readonly envelopes: Envelopes;
  readonly dossiers: Dossiers;
  readonly results: ResultsStore;
  readonly statusQueue: StatusQueue;
  readonly poisonQueue: PoisonQueue;
  readonly requestQueue: RequestQueue;
  readonly callback: Callback;
  readonly lookupHash: LookupHash;
  readonly keptSearches: KeptSearches;
  readonly packageLinks: PackageLinks;
  readonly audit: Audit;
  readonly systemStates: SystemStates;
  readonly upkeepState: UpkeepState;
  readonly callCounts: CallCounts;
  readonly erasureCounts: ErasureCounts;
  /** The meter to which the ports above report. */
  readonly measuring: OpenMeter;
  /** Creates the queue of incoming requests when it is missing. The queue trigger does not create it. */
  readonly makeRequestsQueue: () => Promise<void>;
  /** Throws `KeysDiffer` when storage was written with other keys than these. */
  readonly checkKeys: () => Promise<void>;
}

/** Opens the ports over one storage account. It calls nothing yet: each resource is opened at its first use. */
export function openPorts(
  {
    storage,
    keyEncryptionKey,
    lookupKey,
    policy,
    telemetry,
  }: Pick<Configuration, 'storage' | 'keyEncryptionKey' | 'lookupKey' | 'policy' | 'telemetry'>,
  now: Clock,
): Ports {
  const { blobs, queues, register } = openStorage(storage);
  const table = openRegisterTable(register);
  const sealedBlobs = openBlobContainer(blobs, 'dsar-sealed');
  const checkKeys = createKeyCheck(sealedBlobs, {
    HABEAS_KEY_ENCRYPTION_KEY: keyEncryptionKey,
    HABEAS_LOOKUP_KEY: lookupKey,
  });
  const encryption = checkedKeyEncryption(createLocalKeyEncryption(keyEncryptionKey), checkKeys);
  const keys = createKeyRing(createStoredKeys(table), encryption);
  const sealed = createSealedStore(sealedBlobs, keys);
  const measuring = openMeter(telemetry);
  const measured = measuredPorts(
    {
      register: createTableRegister(table, now),
      callback: createWebhookCallback(policy.callbacks, now),
      upkeepState: createTableUpkeepState(table, () => sealedBlobs.createdAt(keyIdsBlob)),
    },
    measuring.meter,
  );
  return {
    ...measured,
    measuring,
    keys,
    sealed,
    envelopes: createEnvelopes(encryption),
    dossiers: createDossiers(keys, sealed),
    results: createBlobResultsStore(blobs),
    statusQueue: createStatusQueue(queues),
    poisonQueue: createPoisonQueue(queues),
    requestQueue: createRequestQueue(queues),
    lookupHash: createLookupHash(lookupKey),
    callCounts: createTableCallCounts(table),
    erasureCounts: createTableErasureCounts(table),
    keptSearches: createTableKeptSearches(table),
    packageLinks: createTablePackageLinks(table),
    audit: createTableAudit(table),
    systemStates: createTableSystemStates(table),
    makeRequestsQueue: createRequestsQueue(queues),
    checkKeys,
  };
}
