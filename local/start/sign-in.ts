import type { DataFolder } from './data-folder.ts';
import { readObject, textsOf } from './read-object.ts';

/** An invented person who can sign in at the sandbox's authority. */
export interface InventedPerson {
  readonly name: string;
  readonly roles: readonly string[];
  readonly username: string;
  readonly password: string;
}

const read = (data: DataFolder) => readObject(data.at('sandbox', 'sign-in.json')) ?? {};

/** The variables that App Service sets when its authentication is on. The host plays this authentication with the sandbox's authority. */
export function signInSettings(data: DataFolder): Record<string, string> {
  const { issuer = '', clientId = '', clientSecret = '' } = textsOf(read(data));
  return {
    WEBSITE_AUTH_ENABLED: 'True',
    WEBSITE_AUTH_OPENID_ISSUER: issuer,
    WEBSITE_AUTH_CLIENT_ID: clientId,
    MICROSOFT_PROVIDER_AUTHENTICATION_SECRET: clientSecret,
  };
}

/** Two people of each role, from the file that the sandbox wrote. */
export function inventedPeople(data: DataFolder): readonly InventedPerson[] {
  const { people } = read(data);
  return Array.isArray(people) ? (people as InventedPerson[]) : [];
}
