import { z } from 'zod';
import { mergeIdentifiers, type Identifier } from '../domain/identifier.ts';
import type { KnownIdentifier } from '../domain/identifier.ts';
import type { SystemId } from '../domain/system.ts';
import type { ConfiguredSystem, Systems } from '../ports/systems.ts';
import { pointerTo } from './field-errors.ts';
import { refuse, type FieldError } from './problem.ts';
import type { SubjectBody } from './subject-schema.ts';

const mostIdentifiers = 50;

/** Finds systems by the names that senders use: system id, tenant id or domain. */
function systemNames(systems: Systems) {
  const directories = new Map<string, ConfiguredSystem>();
  const downstream = new Map<string, ConfiguredSystem>();
  for (const system of systems.all()) {
    const { id, role, aliases } = system;
    if (role === 'downstream') downstream.set(id, system);
    else for (const name of [...aliases, id]) directories.set(name.toLowerCase(), system);
  }
  const directory = (name: string) => directories.get(name.toLowerCase());
  return { directory, any: (name: string) => downstream.get(name) ?? directory(name) };
}

/**
 * The identifiers from the sender, without duplicates. Their trust is `given`, because the sender is authorised.
 * @throws Refused `empty-subject`; `unknown-system`; `invalid-request` for more than 50 identifiers, or for an id in the wrong form
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
  const malformed: FieldError[] = [];
  const found: Identifier[] = [];

  function within(
    system: ConfiguredSystem | undefined,
    path: readonly (string | number)[],
    make: (system: ConfiguredSystem) => Identifier | null,
  ): void {
    if (system === undefined) {
      const detail = 'No configured system has this name.';
      unknown.push({ pointer: pointerTo(['subject', ...path]), detail });
      return;
    }
    const identifier = make(system);
    if (identifier) found.push(identifier);
    else {
      const detail = 'The id does not have the form that this system uses.';
      malformed.push({ pointer: pointerTo(['subject', ...path.slice(0, -1), 'id']), detail });
    }
  }

  accounts.forEach(({ tenant, objectId }, index) => {
    within(names.directory(tenant), ['accounts', index, 'tenant'], ({ id }) =>
      account(id, objectId),
    );
  });
  identities.forEach((identity, index) => {
    const { kind, issuer } = identity;
    if (kind === 'federated' || issuer === undefined) found.push(signInName(identity, null));
    else
      within(names.directory(issuer), ['identities', index, 'issuer'], ({ id }) =>
        signInName(identity, id),
      );
  });
  found.push(...emails.map((value): Identifier => ({ kind: 'email', value })));
  found.push(...phones.map((value): Identifier => ({ kind: 'phone', value })));
  externalIds.forEach(({ system: name, id }, index) => {
    within(names.any(name), ['externalIds', index, 'system'], (system) => externalId(system, id));
  });

  if (unknown.length > 0)
    refuse('unknown-system', 'Use the id of a configured system. An operator can list them.', {
      errors: unknown,
    });
  if (malformed.length > 0)
    refuse('invalid-request', 'Correct the fields listed in errors and send it again.', {
      errors: malformed,
    });
  return mergeIdentifiers(
    [],
    found.map((identifier) => ({ identifier, trust: 'given', source: 'request' })),
  );
}

const account = (system: SystemId, objectId: string): Identifier => ({
  kind: 'account',
  system,
  objectId: objectId.toLowerCase(),
});

/** @returns null when the id does not have the form that the system uses */
function externalId({ id: system, role, recordId }: ConfiguredSystem, id: string) {
  if (role === 'directory') return z.guid().safeParse(id).success ? account(system, id) : null;
  const fits = recordId === undefined || recordId.test(id);
  return fits ? ({ kind: 'record', system, id } as const) : null;
}

/**
 * A user name belongs to one tenant. A name of a custom sign-in type also belongs to one tenant. E-mail addresses and phone numbers are
 * searched in every system.
 * @param system the tenant; null when the kind needs none
 */
function signInName(
  identity: SubjectBody['identities'][number],
  system: SystemId | null,
): Identifier {
  const { kind, signInType, issuer = '', value } = identity;
  if (kind === 'email' || kind === 'phone') return { kind, value };
  if (kind === 'federated') return { kind, issuer, value };
  if (system === null) throw new Error('The tenant of a user name is missing.');
  const isCommon = ['username', 'userprincipalname'].includes(signInType.toLowerCase());
  return { kind, system, value, ...(!isCommon && { signInType }) };
}
