import { CommandFailure } from '../command-failure.ts';
import { exitCodes } from '../exit-codes.ts';
import { readJson } from './authority-call.ts';
import { isProtected } from './protected.ts';

/** Where people sign in to a service, and with which app registration. */
export interface Authority {
  readonly clientId: string;
  readonly deviceCodeUrl: string;
  readonly tokenUrl: string;
}

interface Described {
  readonly components?: { readonly securitySchemes?: { readonly person?: Scheme } };
}

interface Scheme {
  readonly openIdConnectUrl?: string;
  readonly 'x-client-id'?: string;
}

interface Metadata {
  readonly issuer?: string;
  readonly device_authorization_endpoint?: string;
  readonly token_endpoint?: string;
}

/**
 * Asks the service where its people sign in, and reads the metadata of that authority (OpenID Connect Discovery 1.0).
 * @throws CommandFailure when the service accepts no tokens, or the authority has no sign-in by code
 */
export async function findAuthority(api: string): Promise<Authority> {
  const described = await readJson<Described>(`${api}/openapi.json`);
  const { openIdConnectUrl, 'x-client-id': clientId } =
    described.components?.securitySchemes?.person ?? {};
  if (!openIdConnectUrl || !clientId)
    throw cannot(
      'This service does not say how to sign in from a terminal. Its policy.people must name the issuer, and the application ID among the audiences. Until then use HABEAS_TOKEN or HABEAS_KEY.',
    );
  const metadata = await readJson<Metadata>(openIdConnectUrl);
  const { issuer, device_authorization_endpoint: deviceCodeUrl, token_endpoint } = metadata;
  // Section 4.3: the metadata must name the requested issuer.
  if (openIdConnectUrl !== `${issuer?.replace(/\/$/, '')}/.well-known/openid-configuration`)
    throw cannot('The metadata of the authority names another issuer than the service does.');
  if (!deviceCodeUrl || !token_endpoint)
    throw cannot('The authority of this service has no sign-in by code. Use HABEAS_TOKEN.');
  if (![deviceCodeUrl, token_endpoint].every(isProtected))
    throw cannot('The address of the authority of this service does not use https.');
  return { clientId, deviceCodeUrl, tokenUrl: token_endpoint };
}

const cannot = (message: string) => new CommandFailure(message, exitCodes.notAllowed);
