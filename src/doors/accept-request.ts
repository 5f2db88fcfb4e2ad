import canonicalize from 'canonicalize';
import { monotonicFactory } from 'ulid';
import { claimOfIdentifier } from '../domain/claim.ts';
import { dueAt } from '../domain/deadline.ts';
import { gateRuleOf, gatesBy, type Gates } from '../domain/gates.ts';
import { identifierKey, type KnownIdentifier } from '../domain/identifier.ts';
import {
  requestIdOf,
  type RegisteredRequest,
  type RequestId,
  type RequestState,
} from '../domain/request.ts';
import type { Acceptance, AcceptanceResult } from '../ports/register-writes.ts';
import { currentFlowVersion } from '../domain/flow-version.ts';
import type { Actor } from '../domain/fact.ts';
import type { Door } from '../domain/request.ts';
import { untouched } from '../journal/apply-fact.ts';
import { heldByBrake } from './brake/hold-by-brake.ts';
import { fieldErrors } from './field-errors.ts';
import type { Call, Intake } from './intake.ts';
import { isTooDeep } from './nesting.ts';
import { refuse } from './problem.ts';
import { requestSchema, type RequestBody } from './request-schema.ts';
import { subjectIdentifiers } from './subject-identifiers.ts';
import { identifiersOf, refuseSearch } from './subject-of-request.ts';

/** A request as a door passes it on. */
export interface Submission {
  /** The mark of the caller (`Principal.mark`), or the name of a door that needs no key. */
  readonly caller: string;
  readonly actor: Actor;
  readonly door: Door;
  readonly idempotencyKey: string | null;
  /** Parsed JSON, not validated yet. */
  readonly body: unknown;
}

/** The answer to the sender. */
export interface Receipt {
  readonly request: RegisteredRequest;
  /** The state to show. A repeated request gets the same state as in the first answer. */
  readonly state: RequestState;
  /** True when an equal request was already open. Then `request` is the open one. */
  readonly alike: boolean;
  /** What the register answered: a new request, the same key again, or an equal one that is open. */
  readonly kind: 'accepted' | 'repeated' | 'alike';
}

const newId = monotonicFactory();

/**
 * Validates, seals, registers and starts a request. A repeated request is not registered again.
 * @throws Refused when the request cannot be accepted. Then nothing is registered.
 * @throws StorageAway when storage does not answer
 */
export async function acceptRequest(
  intake: Intake,
  { flows, log }: Call,
  submission: Submission,
): Promise<Receipt> {
  const body = checked(intake, submission.body);
  const identifiers = await identifiersOf(intake, submission.caller, body.subject);
  if (identifiers === null) return receiptOf(intake, log, await spentBefore(intake, submission));
  const fresh = newRequest(intake, body, submission);
  const held = await heldByBrake(intake.brake, fresh);
  const request = held?.request ?? fresh;
  const giveBack = () => {
    if (request.type === 'erasure' && !held) intake.brake.giveBack();
  };
  let result: AcceptanceResult;
  try {
    const envelopes = await seal(intake, request.id, identifiers, body.callbackUrl);
    result = await intake.register.accept({
      request,
      envelopes,
      by: { actor: submission.actor, door: submission.door },
      ...(held && { facts: held.facts }),
      ...fingerprints(intake, submission, body, identifiers),
    });
  } catch (error) {
    giveBack();
    throw error;
  }
  if (result.kind === 'accepted') {
    log.info('request accepted', { requestId: request.id, type: request.type });
    await start(flows, log, request);
    if (held) await intake.alertOfBrake(intake, log, request);
    return { request, state: request.state, alike: false, kind: result.kind };
  }

  giveBack();
  intake.dossiers.forget(request.id);
  return receiptOf(intake, log, result);
}

/** The same body with the same key gets the same answer again, even if its search has expired. */
async function spentBefore(intake: Intake, submission: Submission): Promise<EarlierAnswer> {
  const idempotency = idempotencyOf(intake, submission);
  const spent = idempotency && (await intake.register.answeredBefore(idempotency));
  return spent ?? refuseSearch();
}

type EarlierAnswer = Exclude<AcceptanceResult, { kind: 'accepted' }>;

async function receiptOf(
  intake: Intake,
  log: Call['log'],
  result: EarlierAnswer,
): Promise<Receipt> {
  if (result.kind === 'key-reused')
    refuse('idempotency-key-reused', 'Send a new Idempotency-Key with a new body.');
  const earlier = await intake.register.get(result.requestId);
  if (!earlier) throw new Error('The register returned the id of a request that it does not hold.');
  log.info('request already known', { requestId: earlier.id, kind: result.kind });
  const answered = result.kind === 'alike' ? { alike: true, state: result.state } : result.answered;
  return { request: earlier, ...answered, kind: result.kind };
}

/**
 * Checks a body in the same way as `acceptRequest`.
 * @throws Refused when it would not be accepted
 */
export function checkSubmission(intake: Intake, body: unknown): void {
  const { subject } = checked(intake, body);
  if (subject.search !== undefined) refuseSearch();
  subjectIdentifiers(subject, intake.systems);
}

function checked(intake: Intake, body: unknown): RequestBody {
  if (isTooDeep(body)) refuse('invalid-request', 'Send JSON with fewer nested levels.');
  const result = requestSchema(intake.policy.callbacks).safeParse(body);
  if (result.success) return result.data;
  return refuse('invalid-request', 'Correct the fields listed in errors and send it again.', {
    errors: fieldErrors(result.error.issues),
  });
}

function newRequest(
  intake: Intake,
  body: RequestBody,
  { caller: owner, door }: Submission,
): RegisteredRequest {
  const receivedAt = intake.now();
  const { type, regulation, language = null, reference = null } = body;
  const systems = intake.systems.all();
  return {
    id: requestIdOf(newId(receivedAt.getTime())),
    owner,
    type,
    regulation,
    language,
    reference,
    state: 'received',
    reason: null,
    receivedAt: receivedAt.toISOString(),
    reminded: [],
    dueAt: dueAt(receivedAt, regulation, intake.policy),
    updatedAt: receivedAt.toISOString(),
    finishedAt: null,
    planHash: null,
    assigned: null,
    gates: firstGates(intake, { type, regulation, door }, owner, receivedAt),
    delivery: { state: 'none', attempts: 0 },
    endings: 0,
    run: 1,
    dossier: 0,
    systems: systems.map((system) => untouched(system, receivedAt.toISOString())),
    progress: [],
    flowVersion: currentFlowVersion,
    closeAt: null,
    watchAt: null,
    watchUntil: null,
    systemIds: systems.map(({ id }) => id),
    hasCallback: body.callbackUrl !== undefined,
  };
}

/** The sign-in of a data subject proves the identity (GDPR Art. 12(6) asks for more only in doubt). */
function firstGates(
  { policy }: Intake,
  request: Parameters<typeof gateRuleOf>[1],
  by: string,
  receivedAt: Date,
): Gates {
  const gates = gatesBy(gateRuleOf(policy.gates, request));
  if (request.door !== 'self-service' || gates.rule.identityProof === 'none') return gates;
  const proof = { what: 'identity', reason: 'sign-in', at: receivedAt.toISOString(), by } as const;
  return { ...gates, decisions: [proof] };
}

/** Makes the envelopes that are written in the same transaction as the request. */
async function seal(
  { keys, dossiers }: Intake,
  requestId: RequestId,
  identifiers: readonly KnownIdentifier[],
  callbackUrl: string | undefined,
): Promise<Acceptance['envelopes']> {
  const dossier = await dossiers.create({ requestId, identifiers, findings: {}, asked: {} });
  if (callbackUrl === undefined) return { dossier };
  return { dossier, callback: await keys.create(requestId, 'callback', { url: callbackUrl }) };
}

/**
 * The hashes by which the register recognises a repeated request. They are keyed, because a plain hash of an identifier can be guessed
 * and would be personal data.
 */
function fingerprints(
  { lookupHash }: Intake,
  submission: Submission,
  body: RequestBody,
  identifiers: readonly KnownIdentifier[],
): Pick<Acceptance, 'idempotency' | 'likenessHash' | 'claims'> {
  const subject = identifiers.map(({ identifier }) => identifierKey(identifier)).sort();
  return {
    idempotency: idempotencyOf({ lookupHash }, submission),
    likenessHash: lookupHash(
      'likeness',
      submission.caller,
      body.type,
      body.reference ?? '',
      body.callbackUrl ?? '',
      ...subject,
    ),
    claims: identifiers.map(({ identifier }) => lookupHash(...claimOfIdentifier(identifier))),
  };
}

function idempotencyOf(
  { lookupHash }: Pick<Intake, 'lookupHash'>,
  { caller, idempotencyKey, body }: Submission,
): Acceptance['idempotency'] {
  if (idempotencyKey === null) return null;
  return {
    keyHash: lookupHash('idempotency-key', caller, idempotencyKey),
    bodyHash: lookupHash('body', canonicalize(body) ?? ''),
  };
}

/** A failed start is only logged, because the request is already registered. The sweeper starts it later. */
async function start(
  flows: Call['flows'],
  log: Call['log'],
  { id, flowVersion, run }: RegisteredRequest,
): Promise<void> {
  try {
    await flows.start(id, flowVersion, run);
  } catch (error) {
    log.error('request not started yet', error, { requestId: id });
  }
}
