/** What App Service authentication says about this browser. */
export type SignIn =
  | { readonly state: 'unknown' }
  /** The service has no sign-in, so callers use keys. */
  | { readonly state: 'absent' }
  | { readonly state: 'out' }
  | { readonly state: 'in'; readonly name: string; readonly roles: readonly string[] };

interface Claim {
  readonly typ: string;
  readonly val: string;
}

/** Asks `/.auth/me`: https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities */
export async function readSignIn(fetch: typeof globalThis.fetch, origin: string): Promise<SignIn> {
  try {
    const answer = await fetch(new URL('/.auth/me', origin), { cache: 'no-store' });
    if (answer.status === 401) return { state: 'out' };
    if (!answer.ok) return { state: 'absent' };
    const sessions: unknown = await answer.json();
    if (!Array.isArray(sessions)) return { state: 'absent' };
    const [session] = sessions as { user_id?: string; user_claims?: Claim[] }[];
    if (!session) return { state: 'out' };
    const { user_id: name = '', user_claims: claims = [] } = session;
    const roles = claims.filter(({ typ }) => typ === 'roles').map(({ val }) => val);
    return { state: 'in', name, roles };
  } catch {
    return { state: 'absent' };
  }
}

/** Parts of the browser's address. */
interface Place {
  readonly pathname: string;
  readonly hash: string;
}

/** The address where a person signs in. Afterwards the browser returns to this view. */
export function signInAddress({ pathname, hash }: Place): string {
  return `/.auth/login/aad?post_login_redirect_uri=${encodeURIComponent(pathname + hash)}`;
}

export function signOutAddress({ pathname }: Pick<Place, 'pathname'>): string {
  return `/.auth/logout?post_logout_redirect_uri=${encodeURIComponent(pathname)}`;
}
