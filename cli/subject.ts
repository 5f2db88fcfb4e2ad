import { readFileSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { refuseUsage } from './command-failure.ts';

export interface SubjectOptions {
  readonly account: readonly string[];
  readonly email: readonly string[];
  readonly phone: readonly string[];
  readonly identity: readonly string[];
  readonly external: readonly string[];
  readonly subject?: string;
}

/** Adds the options that name a person. */
export function withSubject(command: Command): Command {
  const many = (flags: string, text: string) =>
    new Option(flags, text).default([]).argParser((value, all: string[]) => [...all, value]);
  return command
    .addOption(many('--account <tenant:object-id>', 'an account in a tenant'))
    .addOption(many('--email <address>', 'an e-mail address'))
    .addOption(many('--phone <number>', 'a phone number in E.164, such as +4930123456'))
    .addOption(many('--identity <type@issuer:name>', 'a sign-in name, such as userName@b2c-de:ada'))
    .addOption(many('--external <system:id>', "the person's id in a system"))
    .option(
      '--subject <file>',
      'the subject as JSON, as in docs/api.md; - reads the standard input',
    );
}

/**
 * The subject of a request, from options or from a file.
 * @param standardInput reads all of the standard input, for `--subject -`
 */
export function subjectOf(options: SubjectOptions, standardInput: () => string): object {
  const given = {
    accounts: options.account.map((text) => {
      const [tenant, objectId] = parts(text, '--account TENANT:OBJECT-ID');
      return { tenant, objectId };
    }),
    emails: options.email,
    phones: options.phone,
    identities: options.identity.map(identityOf),
    externalIds: options.external.map((text) => {
      const [system, id] = parts(text, '--external SYSTEM:ID');
      return { system, id };
    }),
  };
  const named = Object.fromEntries(Object.entries(given).filter(([, list]) => list.length > 0));
  const isNamed = Object.keys(named).length > 0;
  if (options.subject === undefined)
    return isNamed
      ? named
      : refuseUsage(
          'Name the person: --account, --email, --phone, --identity, --external or --subject FILE.',
        );
  if (isNamed) refuseUsage('Use either --subject or the options that name identifiers, not both.');
  return subjectOfFile(options.subject, standardInput);
}

function subjectOfFile(file: string, standardInput: () => string): object {
  let subject: unknown;
  try {
    subject = JSON.parse(file === '-' ? standardInput() : readFileSync(file, 'utf8'));
  } catch {
    refuseUsage(
      '--subject takes a file with the JSON object "subject" of docs/api.md, or - for the standard input.',
    );
  }
  if (typeof subject === 'object' && subject !== null && !Array.isArray(subject)) return subject;
  return refuseUsage('The subject must be a JSON object, as in docs/api.md.');
}

function identityOf(text: string): object {
  const match = /^([A-Za-z]+)@([^:]+):(.+)$/.exec(text);
  if (!match)
    refuseUsage('Write --identity SIGN-IN-TYPE@ISSUER:NAME, such as userName@b2c-de:ada.');
  const [, signInType, issuer, issuerAssignedId] = match;
  return { signInType, issuer, issuerAssignedId };
}

function parts(text: string, form: string): [string, string] {
  const colon = text.indexOf(':');
  if (colon < 1 || colon === text.length - 1) refuseUsage(`Write ${form}.`);
  return [text.slice(0, colon), text.slice(colon + 1)];
}
