import { createHmac, randomBytes } from 'node:crypto';
import { isObject, readObject, textsOf } from './read-object.ts';
import { writeAtomically } from './write-atomically.ts';

/** An entry of `policy.keys`. */
export interface ServiceKeyEntry {
  readonly name: string;
  readonly hmac: string;
  readonly roles: readonly [string];
}

const roles = ['Requester', 'Agent', 'Approver', 'Operator', 'Auditor'] as const;

/**
 * A key of each role, so that every role can be tried. They are made once and kept in the file of the host's keys, which only its owner can
 * read.
 *
 * @returns the entries for the policy
 */
export function provideServiceKeys(keysFile: string): ServiceKeyEntry[] {
  const file = readObject(keysFile) ?? {};
  const known = textsOf(isObject(file['service']) ? file['service'] : {});
  const service = Object.fromEntries(
    roles.map((role) => [role, known[role] ?? `habeas_${randomBytes(32).toString('base64url')}`]),
  );
  writeAtomically(keysFile, JSON.stringify({ ...file, service }, null, 2));
  return roles.map((role) => ({
    name: `local-${role.toLowerCase()}`,
    hmac: createHmac('sha256', service[role] ?? '')
      .update('habeas service key')
      .digest('base64url'),
    roles: [role],
  }));
}
