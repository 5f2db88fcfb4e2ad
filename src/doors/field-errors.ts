import type { z } from 'zod';
import type { FieldError } from './problem.ts';

const mostErrors = 20;

/** What a field should hold, by its name. */
const expectations = new Map([
  ['type', 'One of access, portability, erasure.'],
  ['regulation', 'One of gdpr, uk-gdpr, ccpa.'],
  ['language', 'A language tag of BCP 47, such as de or pt-BR.'],
  ['reference', '1 to 64 of the characters A-Z a-z 0-9 . _ -'],
  ['callbackUrl', 'An https URL of a public address, without user and password.'],
  ['objectId', 'An object ID: a GUID of 36 characters.'],
  ['tenant', 'The id of a system, a tenant id or a domain.'],
  ['system', 'The id of a system.'],
  [
    'signInType',
    'A sign-in type of Graph: emailAddress, phoneNumber, userName, federated, or one of the tenant’s own.',
  ],
  [
    'issuer',
    'The tenant, as for accounts; of a federated identity the provider, such as google.com.',
  ],
  ['emails', 'An e-mail address.'],
  ['phones', 'A phone number in E.164, such as +4930123456.'],
  ['issuerAssignedId', 'The sign-in name, fitting the sign-in type.'],
]);

function fieldName(path: readonly PropertyKey[]): string {
  return path.filter((step): step is string => typeof step === 'string').at(-1) ?? '';
}

function detailOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return 'A field here is not known.';
  if (issue.code === 'invalid_type' && issue.path.length > 0 && isContainer(issue.expected))
    return `Should be an ${issue.expected}.`;
  return expectations.get(fieldName(issue.path)) ?? `Should be ${expectedOf(issue)}.`;
}

function isContainer(expected: string): boolean {
  return expected === 'array' || expected === 'object';
}

function expectedOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `of type ${issue.expected}`;
  if (issue.code === 'too_small') return `at least ${String(issue.minimum)} long`;
  if (issue.code === 'too_big') return `at most ${String(issue.maximum)} long`;
  return 'as the documentation says';
}

/** Steps come from our own schema and array indices, so a pointer never repeats a name that was sent. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return ['#', ...path.map((step) => String(step))].join('/');
}

/** What is wrong and where, without a word of what was sent. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues
    .slice(0, mostErrors)
    .map((issue) => ({ pointer: pointerTo(issue.path), detail: detailOf(issue) }));
}
