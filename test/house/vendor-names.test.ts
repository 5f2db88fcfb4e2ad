import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root, sourceFiles } from './source-files.ts';

/** Connectors for services of the organisation's own are named by how they talk, which is no vendor's name. */
const noVendors = ['http', 'processor'];

/** Every vendor has a folder of this name in the sandbox. The connector's folder has the same name. */
const vendors = readdirSync(path.join(root, 'local/sandbox/vendors'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .filter((name) => !noVendors.includes(name));

const named = new RegExp(vendors.join('|'), 'i');
const directoryNamed = /B2C|External ID|\bGraph\b/;

/**
 * The tenants where people sign in are part of the service's domain. These files need the words of the tenants, for the reason that is
 * given.
 */
const wordsOfTheDomain: Readonly<Record<string, string>> = {
  'src/config/file-schema.ts': 'the policy lists user flows of tenants',
  'src/domain/policy.ts': 'a tenant may have two issuers',
  'src/doors/openapi/openapi-document.ts': 'the tokens of the self-service door come from tenants',
  'src/doors/self-service/identify-subject.ts': 'these tokens are checked',
  'src/doors/self-service/token-issuer.ts': 'their issuers have two forms',
  'src/doors/subject-schema.ts': 'a request names sign-in types as Graph does',
  'src/package/page/event-sentence.ts': 'the activities of a tenant are told in sentences',
};

const files = sourceFiles('src');
const ofConnectors = (name: string) =>
  vendors.some((vendor) => name.startsWith(`src/connectors/${vendor}/`));
const beside = files.filter(
  ({ name }) => !ofConnectors(name) && name !== 'src/connectors/catalogue.ts',
);

test('a vendor is named only in its own folder', () => {
  expect(vendors).toContain('hubspot');
  expect(beside.filter(({ text }) => named.test(text)).map(({ name }) => name)).toEqual([]);
});

test('words of the directories are used only where the domain needs them', () => {
  const found = beside.filter(({ text }) => directoryNamed.test(text)).map(({ name }) => name);
  expect(found.sort()).toEqual(Object.keys(wordsOfTheDomain).sort());
});
