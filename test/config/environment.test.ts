import { key, mistakes, read, system } from './written-configuration.ts';

test('an account name selects the managed identity', () => {
  const named = { AzureWebJobsStorage: undefined, AzureWebJobsStorage__accountName: 'stdsar' };
  expect(read({ systems: [system] }, named).storage).toEqual({
    accountName: 'stdsar',
    clientId: null,
  });
});

test.each([
  [{ HABEAS_PUBLIC_URL: 'https://dsar.example.org' }, 'https://dsar.example.org/'],
  [{ WEBSITE_HOSTNAME: 'dsar.azurewebsites.net' }, 'https://dsar.azurewebsites.net/'],
])('the public URL of %j ends in a slash', (changes, url) => {
  expect(read({ systems: [system] }, changes).publicUrl).toBe(url);
});

test('the error says that Azure could not read a secret, for variables and for secrets of systems', () => {
  const reference = '@Microsoft.KeyVault(VaultName=kv;SecretName=hubspot-token)';
  const text = mistakes(
    { systems: [system] },
    { HABEAS_LOOKUP_KEY: reference, HUBSPOT_TOKEN: reference },
  );
  expect(text.match(/refers to a secret that Azure could not read/g)).toHaveLength(2);
  expect(text).toContain('environment: HABEAS_LOOKUP_KEY: refers');
  expect(text).toContain(
    'systems[0].secrets.accessToken is "env:HUBSPOT_TOKEN": HUBSPOT_TOKEN refers',
  );
});

test.each([
  ['HABEAS_KEY_ENCRYPTION_KEY', 'c2hvcnQ=', 'must be 32 bytes'],
  ['HABEAS_KEY_ENCRYPTION_KEY', `${key.slice(0, -2)}!=`, 'must be 32 bytes'],
  ['HABEAS_LOOKUP_KEY', undefined, 'is not set'],
  ['HABEAS_LOOKUP_KEY', '  ', 'is not set'],
  ['HABEAS_PUBLIC_URL', 'dsar.example.org', 'is not a valid address'],
  ['HABEAS_PUBLIC_URL', 'ftp://dsar.example.org', 'is not a valid address'],
  ['AzureWebJobsStorage', 'stdsar', 'is not a connection string'],
  [
    'AzureWebJobsStorage',
    'AccountName=stdsar;EndpointSuffix=core.windows.net',
    'is not a connection string',
  ],
  ['AzureWebJobsStorage__accountName', 'St-Dsar', 'is not a storage account name'],
  ['HABEAS_WEBHOOK_SECRET', undefined, 'is not set'],
  ['HABEAS_WEBHOOK_SECRET', 'whsec_c2hvcnQ=', 'must be whsec_'],
  ['HABEAS_CONFIG', 'nowhere.json', 'cannot be read'],
])('%s = %s is refused', (name, value, message) => {
  expect(mistakes({ systems: [system] }, { [name]: value })).toContain(message);
});

test('an invalid client ID is refused when an account name is set', () => {
  const named = { AzureWebJobsStorage__accountName: 'stdsar', AzureWebJobsStorage__clientId: 'me' };
  const text = mistakes({ systems: [system] }, named);
  expect(text).toContain('AzureWebJobsStorage__clientId: is not the client ID');
});

test.each([
  'UseDevelopmentStorage=true',
  'DefaultEndpointsProtocol=https;AccountName=stdsar;AccountKey=a2V5;EndpointSuffix=core.windows.net',
  'BlobEndpoint=https://stdsar.blob.core.windows.net/;SharedAccessSignature=sv=2024&sig=x',
])('%s is accepted as a connection string', (AzureWebJobsStorage) => {
  expect(mistakes({ systems: [system] }, { AzureWebJobsStorage })).toBe('');
});

test('every caller must authenticate, unless a developer turns that off on a machine that is not on Azure', () => {
  const file = { systems: [system] };
  const withAuth = (auth: string, more: Record<string, string> = {}) =>
    read(file, { HABEAS_AUTH: auth, ...more }).callers;
  expect(read(file, {}).callers).toEqual({ required: true, platformSignIn: false });
  expect(withAuth('off')).toMatchObject({ required: false });
  expect(withAuth('required', { WEBSITE_AUTH_ENABLED: 'True' })).toEqual({
    required: true,
    platformSignIn: true,
  });
  expect(mistakes(file, { HABEAS_AUTH: 'off', WEBSITE_INSTANCE_ID: 'a1' })).toContain(
    'HABEAS_AUTH: must not be off on Azure',
  );
  expect(mistakes(file, { HABEAS_AUTH: 'no' })).toContain('HABEAS_AUTH: must be required, or off');
});
