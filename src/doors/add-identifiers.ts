import { ulid } from 'ulid';
import { additionsIn } from '../domain/added-identifiers.ts';
import { claimOfIdentifier } from '../domain/claim.ts';
import { identifierKey, type KnownIdentifier } from '../domain/identifier.ts';
import type { RegisteredRequest } from '../domain/request.ts';
import { takesIdentifiers } from '../domain/request-action.ts';
import { decide, refuseInState } from './decide.ts';
import type { HttpCall } from './http/route.ts';
import type { Intake } from './intake.ts';
import type { RequestBody } from './request-schema.ts';
import { identifiersOf, refuseSearch } from './subject-of-request.ts';

/**
 * Adds identifiers of the person to a request before anything is erased or exported. They are sealed first. Then the decision names them,
 * and the flow searches every system again. Identifiers that the request already knows change nothing.
 * @throws Refused as intake does, and `not-allowed-in-state`: then nothing is written
 */
export async function addIdentifiers(
  intake: Intake,
  call: HttpCall,
  request: RegisteredRequest,
  subject: RequestBody['subject'],
  comment?: string,
): Promise<RegisteredRequest> {
  const { id } = request;
  const named = (await identifiersOf(intake, call.caller.mark, subject)) ?? refuseSearch();
  if (!takesIdentifiers(request)) refuseInState(intake, request, call.caller);
  const fresh = await unknownOf(intake, request, named);
  if (fresh.length === 0) return request;
  const sealed = ulid();
  await intake.dossiers.add(id, sealed, fresh);
  const changed = await decide(intake, call, id, { what: 'identifiers', sealed }, comment);
  await claim(intake, call, changed, fresh);
  return changed;
}

/** The identifiers that nobody has given for this request yet. An identifier that a system revealed counts as new, because it is given now. */
async function unknownOf(
  { dossiers }: Intake,
  { id, gates }: RegisteredRequest,
  named: readonly KnownIdentifier[],
): Promise<KnownIdentifier[]> {
  const first = await dossiers.read(id, 0);
  const names = additionsIn(gates.decisions);
  const added = await Promise.all(names.map((name) => dossiers.readAdded(id, name)));
  const known = new Set(
    [...first.identifiers, ...added.flat()].map(({ identifier }) => identifierKey(identifier)),
  );
  return named.filter(({ identifier }) => !known.has(identifierKey(identifier)));
}

/** Later requests that name the same identifiers wait from now on. When this fails, the next plan claims them. */
async function claim(
  { register, lookupHash }: Intake,
  { log }: HttpCall,
  { id: requestId }: RegisteredRequest,
  identifiers: readonly KnownIdentifier[],
): Promise<void> {
  try {
    const hashes = identifiers.map(({ identifier }) =>
      lookupHash(...claimOfIdentifier(identifier)),
    );
    await register.claimFound(requestId, hashes);
  } catch (error) {
    log.error('added identifiers not claimed yet', error, { requestId });
  }
}
