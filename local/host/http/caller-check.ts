import type { IncomingMessage } from 'node:http';
import { allows } from './cors.ts';

/** Why a request is refused. */
export interface Refusal {
  readonly status: 400 | 403;
  /** One sentence for the caller. It repeats no part of the request. */
  readonly reason: string;
}

// host = IPv6 literal, IPv4 address or registered name: https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2
const hostHeader = /^(\[[0-9a-f:.]+\]|[\w.~!$&'()*+,;=%-]+)(?::(\d{1,5}))?$/i;
const ownNames = new Set(['127.0.0.1', 'localhost', '[::1]']);
const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/**
 * Checks that a request was meant for this host. A page of any website can make a browser send requests to this machine:
 * - to a domain of its own that resolves to 127.0.0.1 (DNS rebinding). Then `Host` names a foreign domain.
 * - to `localhost`. Then `Origin` is that of the page. Reading is harmless, because the browser does not show the answer to
 *   the page. Other requests are refused.
 * @param allowedOrigins `Host.CORS` of local.settings.json; `*` allows every origin
 */
export function refusalOf(
  request: IncomingMessage,
  allowedOrigins: readonly string[],
): Refusal | undefined {
  const { method = 'GET', url = '' } = request;
  const port = request.socket.localPort ?? 0;
  const hosts = request.headersDistinct['host'] ?? [];
  const [, name = '', givenPort = '80'] = hostHeader.exec(hosts[0] ?? '') ?? [];
  if (hosts.length !== 1 || name === '' || Number(givenPort) > 65_535)
    return { status: 400, reason: 'The request needs one valid Host header.' };
  if (!url.startsWith('/') && url !== '*')
    return { status: 400, reason: 'The request target must be a path.' };
  if (!ownNames.has(name.toLowerCase()) || Number(givenPort) !== port)
    return {
      status: 403,
      reason: `This host answers requests to 127.0.0.1, localhost and [::1] on port ${String(port)} only.`,
    };
  if (readingMethods.has(method) || isOwnOrAllowed(request, port, allowedOrigins)) return undefined;
  return {
    status: 403,
    reason: 'Pages of other origins must not change anything here.',
  };
}

function isOwnOrAllowed(
  { headers: { origin, authorization = '' }, url = '' }: IncomingMessage,
  port: number,
  allowedOrigins: readonly string[],
): boolean {
  if (origin === undefined) return true;
  const lowerCase = origin.toLowerCase();
  if ([...ownNames].some((name) => lowerCase === `http://${name}:${String(port)}`)) return true;
  const isHosts = hostsOwnPath.test(url);
  // `*` is meant for the app. It does not open the durable API and the admin routes to every website.
  const allowed = isHosts ? allowedOrigins.filter((one) => one !== '*') : allowedOrigins;
  if (allows(allowed, origin)) return true;
  // A browser sends this header to another origin only after a preflight request, which the function has answered.
  return /^bearer /i.test(authorization) && !isHosts;
}

/** Paths that the host itself serves. No function answers preflight requests for them. */
const hostsOwnPath = /^\/(?:admin|runtime|durabletask)(?:[/?]|$)/i;
