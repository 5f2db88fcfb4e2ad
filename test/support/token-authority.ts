import type { KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK } from 'jose';

/** An authority that gives metadata and keys at every address. A test replaces the keys, or lets it fail. */
export interface TokenAuthority {
  readonly origin: string;
  /** Public keys by their ids. */
  keys: Readonly<Record<string, KeyObject>>;
  away: boolean;
  /** How often it was asked. */
  asked: number;
  /** Addresses of metadata that were asked for. */
  readonly metadata: string[];
  stop(): Promise<void>;
}

export async function startTokenAuthority(): Promise<TokenAuthority> {
  const server = createServer((request, response) => {
    authority.asked += 1;
    if (authority.away) {
      request.socket.destroy();
      return;
    }
    const { url = '' } = request;
    if (url.endsWith('/.well-known/openid-configuration')) {
      authority.metadata.push(url);
      response.end(JSON.stringify({ jwks_uri: `${authority.origin}/keys` }));
      return;
    }
    const keys = Object.entries(authority.keys).map(async ([kid, key]) => ({
      ...(await exportJWK(key)),
      kid,
      use: 'sig',
    }));
    void Promise.all(keys).then((all) => response.end(JSON.stringify({ keys: all })));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const authority = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys: {} as Record<string, KeyObject>,
    away: false,
    asked: 0,
    metadata: [] as string[],
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return authority;
}
