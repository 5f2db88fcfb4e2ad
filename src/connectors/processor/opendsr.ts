import { SystemFailure } from '../../domain/failure.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit, RecordRef } from '../../domain/match.ts';
import { noName } from '../../domain/person-name.ts';
import { TurnLater } from '../../domain/turn-later.ts';
import type { Counts } from '../../domain/verdict.ts';
import { currentCaller } from '../../ports/caller.ts';
import type { EraseAnswer, ExportSink, Intent, SystemAccess } from '../../ports/system-access.ts';
import { effectUuid } from '../kit/effect-id.ts';
import { maskEmail } from '../kit/mask.ts';
import { pendingUntil } from '../kit/pending-until.ts';
import { probeBy } from '../kit/probe-by.ts';
import { searchLog } from '../kit/search-log.ts';
import type { Identity, OpendsrClient, OpendsrStatus } from './opendsr-client.ts';

interface Opendsr {
  readonly client: OpendsrClient;
  readonly token: string;
  readonly settleSeconds: number;
  readonly now: () => Date;
}

/**
 * A processor that speaks OpenDSR 2.0. The protocol has no search, so each identifier is sent as a request of its own. It has no read-back
 * either, so an erasure is `unverifiable` even when the processor says that it is completed.
 */
export function opendsr(options: Opendsr): SystemAccess {
  const { client, settleSeconds } = options;
  return {
    settleSeconds,
    lookUps: [],
    probe: () =>
      probeBy([
        {
          what: 'read what the processor supports',
          fix: 'Check baseUrl and the token.',
          attempt: () => checkSupport(client),
        },
      ]),
    find: (known) => {
      const log = searchLog();
      const hits = known.flatMap(({ identifier }) => hitsFor(identifier));
      if (hits.length > 0) log.missed({ what: 'whether-it-knows-the-person', why: 'not-offered' });
      return Promise.resolve(log.answer(hits));
    },
    export: (record, sink) => exportIdentity(options, record, sink),
    erase: (record, intent) => eraseIdentity(options, record, intent),
    verify: () => Promise.resolve({ kind: 'unverifiable', reason: 'not-offered' }),
  };
}

async function checkSupport(client: OpendsrClient): Promise<void> {
  const { supported_identities: identities, supported_subject_request_types: types } =
    await client.discover();
  const known = identities.map(({ identity_type: type }) => type);
  if (!types.includes('erasure') || !types.includes('access'))
    throw new SystemFailure(
      'misconfigured',
      'the processor does not support both access and erasure',
    );
  if (!known.includes('email') && !known.includes('controller_customer_id'))
    throw new SystemFailure(
      'misconfigured',
      'the processor supports no kind of identity that Habeas can send',
    );
}

/** OpenDSR knows no phone numbers and no ids of the processor's own. */
function hitsFor(by: Identifier): Hit[] {
  const none = { name: noName, reveals: [] };
  if (by.kind === 'account') {
    const record = { kind: 'identity', id: by.objectId, scope: 'controller_customer_id' };
    return [{ ...none, record, join: 'id', by, preview: 'asked by object ID' }];
  }
  if (by.kind !== 'email') return [];
  const record = { kind: 'identity', id: by.value, scope: 'email' };
  return [{ ...none, record, join: 'address', by, preview: maskEmail(by.value) }];
}

const identityOf = ({ id, scope }: RecordRef): Identity => ({
  type: scope === 'email' ? 'email' : 'controller_customer_id',
  value: id,
});

async function eraseIdentity(
  { client, token, now }: Opendsr,
  record: RecordRef,
  intent: Intent,
): Promise<EraseAnswer> {
  const { type, value } = identityOf(record);
  const id = effectUuid(token, ['erasure', type, value, intent.begunAt]);
  const known = intent.repeated ? await client.statusOf(id) : undefined;
  if (known?.request_status === 'completed') return { kind: 'done' };
  refuseCancelled(known);
  const until =
    known?.expected_completion_time ??
    (await client.submit({ id, type: 'erasure', identity: { type, value } }));
  const wait = pendingUntil(until, now(), intent.begunAt);
  if (wait) return wait;
  throw new SystemFailure('unavailable', 'the request was not completed by the expected time');
}

/** The same request for every try of one access request. */
async function exportIdentity(
  { client, token, now }: Opendsr,
  record: RecordRef,
  sink: ExportSink,
): Promise<Counts> {
  const { type, value } = identityOf(record);
  const id = effectUuid(token, ['access', type, value, currentCaller()?.key ?? '']);
  const known = await client.statusOf(id);
  refuseCancelled(known);
  if (known?.request_status === 'completed') return writeResults(client, known, sink);
  const until =
    known?.expected_completion_time ??
    (await client.submit({ id, type: 'access', identity: { type, value } }));
  const wait = pendingUntil(until, now());
  if (wait) throw new TurnLater(wait.seconds, 'preparing');
  throw new SystemFailure('unavailable', 'the request was not completed by the expected time');
}

async function writeResults(
  client: OpendsrClient,
  { results_url: url, results_count: count }: OpendsrStatus,
  sink: ExportSink,
): Promise<Counts> {
  if (url === undefined || url === null) {
    if (count) throw new SystemFailure('unexpected-answer', 'there are results without a URL');
    sink.remark('results', 'The processor answered that it holds none.');
    return { results: 0 };
  }
  const items = [await client.results(url)].flat();
  for (const item of items) await sink.write('results', item);
  return { results: items.length };
}

function refuseCancelled(status: OpendsrStatus | undefined): void {
  if (status?.request_status === 'cancelled')
    throw new SystemFailure('refused', 'the processor cancelled the request');
}
