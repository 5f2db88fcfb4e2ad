import { readFileSync } from 'node:fs';

interface Entry {
  readonly id: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** Gets a token for one simulated tenant, as any script does. */
export async function tenantToken(
  { configFile, secrets }: { configFile: string; secrets: Readonly<Record<string, string>> },
  tenant: string,
): Promise<string> {
  const { systems } = JSON.parse(readFileSync(configFile, 'utf8')) as { systems: Entry[] };
  const entry = systems.find(({ id }) => id === tenant);
  const { tenantId = '', clientId = '', authorityHost = '' } = entry?.settings ?? {};
  const variable = entry?.secrets['clientSecret']?.slice('env:'.length) ?? '';
  const answer = await fetch(`${authorityHost}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secrets[variable] ?? '',
      scope: 'https://graph.microsoft.com/.default',
    }),
  });
  if (!answer.ok) throw new Error(`No token: ${await answer.text()}`);
  const { access_token: token } = (await answer.json()) as { access_token: string };
  return token;
}
