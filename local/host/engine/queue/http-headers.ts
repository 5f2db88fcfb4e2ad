// HttpClient writes known headers in their usual spelling. It keeps content headers apart, and callHttp never shows them.
const known = [
  'Accept-Ranges', 'Access-Control-Allow-Credentials', 'Access-Control-Allow-Headers', 'Access-Control-Allow-Methods',
  'Access-Control-Allow-Origin', 'Access-Control-Expose-Headers', 'Access-Control-Max-Age', 'Age', 'Alt-Svc',
  'Cache-Control', 'Connection', 'Content-Security-Policy', 'Date', 'ETag', 'Keep-Alive', 'Link', 'Location', 'P3P',
  'Pragma', 'Proxy-Authenticate', 'Proxy-Connection', 'Referrer-Policy', 'Retry-After', 'Server', 'Set-Cookie',
  'Strict-Transport-Security', 'TSV', 'Trailer', 'Transfer-Encoding', 'Upgrade', 'Upgrade-Insecure-Requests', 'Vary', 'Via',
  'Warning', 'WWW-Authenticate', 'X-AspNet-Version', 'X-Cache', 'X-Content-Duration', 'X-Content-Type-Options',
  'X-Frame-Options', 'X-MSEdge-Ref', 'X-Powered-By', 'X-Request-ID', 'X-UA-Compatible', 'X-XSS-Protection',
]; // prettier-ignore
const spelling = new Map(known.map((name) => [name.toLowerCase(), name]));
const ofContent = /^(allow|content-(?!security).*|expires|last-modified)$/i;

/**
 * @param raw names and values in turn, as Node has them
 * @returns the headers as the result of callHttp shows them: a text, or a list when a name occurs more than once
 */
export function responseHeaders(raw: readonly string[]): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] ?? '';
    const value = raw[index + 1] ?? '';
    if (ofContent.test(name)) continue;
    const spelt = spelling.get(name.toLowerCase()) ?? name;
    const before = headers[spelt];
    if (before === undefined) headers[spelt] = value;
    else headers[spelt] = Array.isArray(before) ? [...before, value] : [before, value];
  }
  return headers;
}
