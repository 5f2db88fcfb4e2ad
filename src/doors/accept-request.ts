import { monotonicFactory } from 'ulid';
import { claimOfIdentifier } from '../domain/claim.ts';
import { dueAt } from '../domain/deadline.ts';
import { identifierKey, type KnownIdentifier } from '../domain/identifier.ts';
import {
  requestIdOf,
  type RegisteredRequest,
  type RequestId,
  type RequestState,
} from '../domain/request.ts';
import type { SystemVerdict } from '../domain/verdict.ts';
import type { Acceptance } from '../ports/register.ts';
import type { ConfiguredSystem } from '../ports/systems.ts';
import { currentFlowVersion } from '../domain/flow-version.ts';
import { canonicalJson } from './canonical-json.ts';
import { fieldErrors } from './field-errors.ts';
import type { Call, Intake } from './intake.ts';
import { isTooDeep } from './nesting.ts';
import { refuse } from './problem.ts';
import { requestSchema, type RequestBody } from './request-schema.ts';
import { subjectIdentifiers } from './subject-identifiers.ts';

/** A request as a door hands it over. */
export interface Submission {
  /** HMAC of what the sender signed in with. */
  readonly caller: string;
  readonly idempotencyKey: string | null;
  /** Parsed JSON, not looked at yet. */
  readonly body: unknown;
}

/** What the sender is told. */
export interface Receipt {
  readonly request: RegisteredRequest;
  /** The state to show: a repeated request is answered as the first time. */
  readonly state: RequestState;
  /** An equal request was open already. */
  readonly alike: boolean;
}

const newId = monotonicFactory();

/**
 * Validates, seals, registers and starts a request, once.
 * @throws Refused when it cannot be accepted; then nothing is registered
 * @throws StorageAway
 */
export async function acceptRequest(
  intake: Intake,
  { flows, log }: Call,
  submission: Submission,
): Promise<Receipt> {
  const body = checked(intake, submission.body);
  const identifiers = subjectIdentifiers(body.subject, intake.systems);
  const request = newRequest(intake, body);
  const notes = await seal(intake, request.id, identifiers, body.callbackUrl);
  const result = await intake.register.accept({
    request,
    notes,
    ...fingerprints(intake, submission, body, identifiers),
  });
  if (result.kind === 'accepted') {
    log.info('request accepted', { requestId: request.id, type: request.type });
    await start(flows, log, request);
    return { request, state: request.state, alike: false };
  }

  intake.dossiers.forget(request.id);
  if (result.kind === 'key-reused')
    refuse('idempotency-key-reused', 'Send a new Idempotency-Key with a new body.');
  const earlier = await intake.register.get(result.requestId);
  if (!earlier) throw new Error('The register lost a request that it answers with.');
  log.info('request known already', { requestId: earlier.id, kind: result.kind });
  const answered = result.kind === 'alike' ? { alike: true, state: result.state } : result.answered;
  return { request: earlier, ...answered };
}

function checked(intake: Intake, body: unknown): RequestBody {
  if (isTooDeep(body)) refuse('invalid-request', 'Send JSON that is nested less deeply.');
  const result = requestSchema(intake.policy.callbacks).safeParse(body);
  if (result.success) return result.data;
  return refuse('invalid-request', 'Correct the fields named under errors and send it again.', {
    errors: fieldErrors(result.error.issues),
  });
}

function newRequest(intake: Intake, body: RequestBody): RegisteredRequest {
  const receivedAt = intake.now();
  const { type, regulation, language = null, reference = null } = body;
  const systems = intake.systems.all();
  return {
    id: requestIdOf(newId(receivedAt.getTime())),
    type,
    regulation,
    language,
    reference,
    state: 'received',
    reason: null,
    receivedAt: receivedAt.toISOString(),
    dueAt: dueAt(receivedAt, regulation, intake.policy.timeZone),
    updatedAt: receivedAt.toISOString(),
    finishedAt: null,
    planHash: null,
    delivery: { state: 'none', attempts: 0 },
    endings: 0,
    systems: systems.map((system) => notVisited(system, receivedAt.toISOString())),
    flowVersion: currentFlowVersion,
    closeAt: null,
    watchAt: null,
    watchUntil: null,
    systemIds: systems.map(({ id }) => id),
    hasCallback: body.callbackUrl !== undefined,
  };
}

function notVisited({ id, connector, title }: ConfiguredSystem, updatedAt: string): SystemVerdict {
  return {
    id,
    connector,
    title,
    verdict: null,
    code: null,
    until: null,
    counts: { found: {} },
    leads: 0,
    attempts: 0,
    updatedAt,
    residuals: [],
  };
}

/** Registered with the request: either both are there or neither. */
async function seal(
  { keys, dossiers }: Intake,
  requestId: RequestId,
  identifiers: readonly KnownIdentifier[],
  callbackUrl: string | undefined,
): Promise<Acceptance['notes']> {
  const dossier = await dossiers.create({ requestId, identifiers, findings: {}, asked: {} });
  if (callbackUrl === undefined) return { dossier };
  return { dossier, callback: await keys.create(requestId, 'callback', { url: callbackUrl }) };
}

/** By what the register recognises a repetition; keyed hashes, for the plain ones would be personal data. */
function fingerprints(
  { lookupHash }: Intake,
  { caller, idempotencyKey, body: sent }: Submission,
  body: RequestBody,
  identifiers: readonly KnownIdentifier[],
): Pick<Acceptance, 'idempotency' | 'likenessHash' | 'claims'> {
  const subject = identifiers.map(({ identifier }) => identifierKey(identifier)).sort();
  return {
    idempotency:
      idempotencyKey === null
        ? null
        : {
            keyHash: lookupHash('idempotency-key', caller, idempotencyKey),
            bodyHash: lookupHash('body', canonicalJson(sent)),
          },
    likenessHash: lookupHash(
      'likeness',
      caller,
      body.type,
      body.reference ?? '',
      body.callbackUrl ?? '',
      ...subject,
    ),
    claims: identifiers.map(({ identifier }) => lookupHash(...claimOfIdentifier(identifier))),
  };
}

/** The request is registered, so its sender is told so; the sweeper starts what could not be started now. */
async function start(
  flows: Call['flows'],
  log: Call['log'],
  { id, flowVersion }: RegisteredRequest,
): Promise<void> {
  try {
    await flows.start(id, flowVersion);
  } catch (error) {
    log.error('request not started yet', error, { requestId: id });
  }
}
