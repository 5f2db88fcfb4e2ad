import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import path from 'node:path';
import { exportJWK, type JWK } from 'jose';

/** A key that signs tokens. */
export interface SigningKey {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  publicJwk: JWK;
}

/** The key of the tokens for Graph and for staff, and the keys of the policies. */
export interface AuthorityKeys extends SigningKey {
  /** Every Azure AD B2C tenant signs the tokens of its policies with keys of its own. */
  ofPolicies(tenant: string): Promise<SigningKey>;
}

/** Reads the key, or makes it at the first start. A tenant's key is made at its first use. */
export async function loadSigningKeys(folder: string): Promise<AuthorityKeys> {
  const known = new Map<string, Promise<SigningKey>>();
  return {
    ...(await loadKey(folder, 'sandbox-1', 'token-signing-key.pem')),
    ofPolicies: (tenant) => {
      const key = known.get(tenant) ?? loadKey(folder, `${tenant}-1`, `${tenant}-signing-key.pem`);
      known.set(tenant, key);
      return key;
    },
  };
}

/** The file is readable by its owner only. */
async function loadKey(folder: string, kid: string, name: string): Promise<SigningKey> {
  const file = path.join(folder, name);
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }
  const privateKey = createPrivateKey(readFileSync(file));
  const publicKey = createPublicKey(privateKey);
  return {
    kid,
    privateKey,
    publicKey,
    publicJwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' },
  };
}
