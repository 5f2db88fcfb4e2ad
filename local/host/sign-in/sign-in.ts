// Plays App Service authentication with Microsoft Entra ID:
// https://learn.microsoft.com/azure/app-service/overview-authentication-authorization
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readIdToken, redeemCode, type Provider } from './provider.ts';
import { cookieOf, createSessions, type Session, type Sessions } from './session.ts';

/** Handles every request before the routes do. */
export interface SignIn {
  /** Answers the addresses below `/.auth/`. @returns false for any other address */
  answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean>;
  /** Removes the principal headers that the caller sent, and sets those of the session. */
  mark(request: IncomingMessage): void;
}

const sessionCookie = 'AppServiceAuthSession';
const stateCookie = 'Nonce';
const hours8 = 8 * 3600_000;
const principalHeader = /^x-ms-(client-principal|token-aad)/i;

/** @param secret signs the sessions */
export function createSignIn(provider: Provider, secret: string): SignIn {
  const sessions = createSessions(secret);
  const pages: Readonly<Record<string, Page>> = {
    '/.auth/login/aad': (visit) => {
      goToProvider(provider, sessions, visit);
    },
    '/.auth/login/aad/callback': (visit) => comeBack(provider, sessions, visit),
    '/.auth/me': ({ request, response }) => {
      sendMe(sessionOf(sessions, request), response);
    },
    '/.auth/logout': ({ query, response }) => {
      response.setHeader('set-cookie', cookie(sessionCookie, '', 0));
      redirect(response, ownPath(query.get('post_logout_redirect_uri')));
    },
  };
  return {
    async answer(request, response, path) {
      if (!path.toLowerCase().startsWith('/.auth/')) return false;
      const page = pages[path.toLowerCase()];
      const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
      if (!page || request.method !== 'GET') response.writeHead(404).end();
      else await page({ request, response, query });
      return true;
    },
    mark(request) {
      for (const name of Object.keys(request.headers))
        if (principalHeader.test(name)) {
          request.headers[name] = undefined;
          request.headersDistinct[name] = undefined;
        }
      const session = sessionOf(sessions, request);
      for (const [name, value] of Object.entries(session ? headersOf(session) : {})) {
        request.headers[name] = value;
        request.headersDistinct[name] = [value];
      }
    },
  };
}

interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
}

type Page = (visit: Visit) => void | Promise<void>;

interface Journey {
  readonly state: string;
  readonly nonce: string;
  readonly target: string;
}

const callbackOf = ({ headers }: IncomingMessage): string =>
  `http://${headers.host ?? 'localhost'}/.auth/login/aad/callback`;

function goToProvider(
  { authorizeUrl, clientId }: Provider,
  sessions: Sessions,
  { request, response, query }: Visit,
): void {
  const random = () => randomBytes(16).toString('base64url');
  const target = ownPath(query.get('post_login_redirect_uri'));
  const journey: Journey = { state: random(), nonce: random(), target };
  const { state, nonce } = journey;
  const url = new URL(authorizeUrl);
  url.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: callbackOf(request),
    response_type: 'code',
    scope: 'openid profile email',
    state,
    nonce,
  }).toString();
  response.setHeader('set-cookie', cookie(stateCookie, sessions.seal(journey), 600));
  redirect(response, url.href);
}

async function comeBack(
  provider: Provider,
  sessions: Sessions,
  { request, response, query }: Visit,
): Promise<void> {
  const journey = sessions.open(cookieOf(request.headers.cookie, stateCookie)) as
    Journey | undefined;
  if (!journey || journey.state !== query.get('state')) {
    response.writeHead(401).end();
    return;
  }
  const idToken = await redeemCode(provider, query.get('code') ?? '', callbackOf(request));
  const read = idToken === undefined ? undefined : readIdToken(idToken);
  if (!read || read.nonce !== journey.nonce) {
    response.writeHead(401).end();
    return;
  }
  const session: Session = { ...read.session, expiresAt: Date.now() + hours8 };
  response.setHeader('set-cookie', [
    cookie(sessionCookie, sessions.seal(session), hours8 / 1000),
    cookie(stateCookie, '', 0),
  ]);
  redirect(response, journey.target);
}

function sessionOf(sessions: Sessions, { headers }: IncomingMessage): Session | undefined {
  const session = sessions.open(cookieOf(headers.cookie, sessionCookie)) as Session | undefined;
  return session && session.expiresAt > Date.now() ? session : undefined;
}

function sendMe(session: Session | undefined, response: ServerResponse): void {
  if (!session) {
    response.writeHead(401).end();
    return;
  }
  const { name, claims, expiresAt } = session;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  response.end(
    JSON.stringify([
      {
        provider_name: 'aad',
        user_id: name,
        expires_on: new Date(expiresAt).toISOString(),
        user_claims: claims,
      },
    ]),
  );
}

function headersOf({ claims, objectId, name }: Session): Record<string, string> {
  const content = { auth_typ: 'aad', name_typ: 'name', role_typ: 'roles', claims };
  return {
    'x-ms-client-principal': Buffer.from(JSON.stringify(content)).toString('base64'),
    'x-ms-client-principal-id': objectId,
    'x-ms-client-principal-name': name,
    'x-ms-client-principal-idp': 'aad',
  };
}

const cookie = (name: string, value: string, seconds: number): string =>
  `${name}=${value}; Path=/; Max-Age=${String(seconds)}; HttpOnly; SameSite=Lax`;

/** Only a path of this host is allowed: a redirect to a foreign address could be used for phishing. */
function ownPath(wanted: string | null): string {
  return wanted !== null && /^\/(?![/\\])/.test(wanted) ? wanted : '/';
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location, 'cache-control': 'no-store' }).end();
}
