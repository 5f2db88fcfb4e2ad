import { mergeIdentifiers, type Identifier } from '../domain/identifier.ts';
import type { KnownIdentifier } from '../domain/identifier.ts';
import type { SystemId } from '../domain/system.ts';
import type { Systems } from '../ports/systems.ts';
import { pointerTo } from './field-errors.ts';
import { refuse, type FieldError } from './problem.ts';
import type { SubjectBody } from './request-schema.ts';

const mostIdentifiers = 50;

/** Finds systems by the names senders use: id, tenant id or domain. */
function systemNames(systems: Systems) {
  const directories = new Map<string, SystemId>();
  const downstream = new Set<SystemId>();
  for (const { id, role, aliases } of systems.all()) {
    if (role === 'downstream') downstream.add(id);
    else for (const name of [...aliases, id]) directories.set(name.toLowerCase(), id);
  }
  return {
    directory: (name: string) => directories.get(name.toLowerCase()),
    downstream: (name: string) => (downstream.has(name) ? name : undefined),
  };
}

/**
 * The identifiers a sender gave, each once. An authorised door vouches for them: their trust is `given`.
 * @throws Refused `empty-subject`, `invalid-request` for more than 50, `unknown-system`
 */
export function subjectIdentifiers(subject: SubjectBody, systems: Systems): KnownIdentifier[] {
  const { accounts, identities, emails, phones, externalIds } = subject;
  const count = [accounts, identities, emails, phones, externalIds].flat().length;
  if (count === 0) refuse('empty-subject', 'Give at least one identifier of the person.');
  if (count > mostIdentifiers) {
    const detail = `At most ${String(mostIdentifiers)} identifiers.`;
    refuse('invalid-request', detail, { errors: [{ pointer: '#/subject', detail }] });
  }

  const names = systemNames(systems);
  const unknown: FieldError[] = [];
  const found: Identifier[] = [];

  function within(
    id: SystemId | undefined,
    path: readonly (string | number)[],
    make: (system: SystemId) => Identifier,
  ): void {
    if (id !== undefined) found.push(make(id));
    else
      unknown.push({
        pointer: pointerTo(['subject', ...path]),
        detail: 'No configured system has this name.',
      });
  }

  accounts.forEach(({ tenant, objectId }, index) => {
    within(names.directory(tenant), ['accounts', index, 'tenant'], (system) => ({
      kind: 'account',
      system,
      objectId: objectId.toLowerCase(),
    }));
  });
  identities.forEach((identity, index) => {
    if (identity.signInType === 'federated') {
      found.push(federated(identity));
      return;
    }
    const { issuer } = identity;
    if (issuer === undefined) {
      found.push(signInName(identity, ''));
      return;
    }
    within(names.directory(issuer), ['identities', index, 'issuer'], (system) =>
      signInName(identity, system),
    );
  });
  found.push(...emails.map((value): Identifier => ({ kind: 'email', value })));
  found.push(...phones.map((value): Identifier => ({ kind: 'phone', value })));
  externalIds.forEach(({ system: name, id }, index) => {
    within(names.downstream(name), ['externalIds', index, 'system'], (system) => ({
      kind: 'record',
      system,
      id,
    }));
  });

  if (unknown.length > 0)
    refuse('unknown-system', 'Name systems as GET /api/systems does.', { errors: unknown });
  return mergeIdentifiers(
    [],
    found.map((identifier) => ({ identifier, trust: 'given', source: 'request' })),
  );
}

type Identity = SubjectBody['identities'][number];
type Federated = Extract<Identity, { signInType: 'federated' }>;
type Local = Exclude<Identity, { signInType: 'federated' }>;

function federated({ issuer, issuerAssignedId }: Federated): Identifier {
  return { kind: 'federated', issuer, value: issuerAssignedId };
}

/** A user name belongs to its tenant; verified addresses are looked up everywhere. */
function signInName({ signInType, issuerAssignedId: value }: Local, system: SystemId): Identifier {
  switch (signInType) {
    case 'emailAddress':
      return { kind: 'email', value };
    case 'phoneNumber':
      return { kind: 'phone', value };
    case 'userName':
      return { kind: 'userName', system, value };
  }
}
