import { randomBytes } from 'node:crypto';
import type { SandboxClient, SandboxPerson } from './sandbox-client.ts';

export const directories = ['b2c-de', 'b2c-fr', 'b2c-us'];
export const everywhere = [...directories, 'hubspot', 'mailchimp'];

/** A person whose names and addresses occur nowhere else in the sandbox. */
export interface Invented extends SandboxPerson {
  readonly email: string;
  readonly phone: string;
  readonly givenName: string;
  readonly surname: string;
}

/** Makes a person with records in the named systems, and another object ID in every tenant. */
export async function invent(
  sandbox: SandboxClient,
  systems: readonly string[],
  details: {
    readonly givenName?: string;
    readonly email?: string;
    readonly user?: object;
    readonly related?: object;
  } = {},
): Promise<Invented> {
  const mark = randomBytes(5).toString('hex');
  const givenName = details.givenName ?? `Zoë${mark}`;
  const surname = `Quarkenstedt${mark}`;
  const email = details.email ?? `zoe.${mark}+dsar@quarkenstedt.example`;
  const phone = `+4915${BigInt(`0x${mark}`).toString().padStart(13, '0').slice(-9)}`;
  const residence = (system: string) => {
    if (system === 'hubspot')
      return { properties: { email, firstname: givenName, lastname: surname, phone } };
    if (system === 'mailchimp')
      return { email_address: email, merge_fields: { FNAME: givenName, LNAME: surname } };
    return {
      user: { givenName, surname, mobilePhone: phone, ...details.user },
      ...(details.related && { related: details.related }),
      auditEvents: 3,
    };
  };
  const person = await sandbox.make({
    displayName: `${givenName} ${surname}`,
    emails: [email],
    phones: [phone],
    in: Object.fromEntries(systems.map((system) => [system, residence(system)])),
  });
  return { ...person, email, phone, givenName, surname };
}

/** All data about a person that must not be outside the sandbox, the dossier and the package. */
export function canariesOf(name: string, person: Invented): Record<string, string> {
  return Object.fromEntries([
    [`${name}: given name`, person.givenName],
    [`${name}: surname`, person.surname],
    [`${name}: e-mail`, person.email],
    [`${name}: phone`, person.phone],
    ...person.accounts.map(({ system, objectId }) => [`${name}: object ID in ${system}`, objectId]),
    // Short numbers are found everywhere by chance.
    ...person.records
      .filter(({ id }) => id.length > 8)
      .map(({ system, id }) => [`${name}: record in ${system}`, id]),
  ]) as Record<string, string>;
}
