import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface Certificates {
  /** PEM file of the sandbox's own authority, which a client must trust. */
  caFile: string;
  server: { key: string; cert: string };
}

/** Reads the certificates for `localhost` and 127.0.0.1, or makes them at the first start. */
export async function loadCertificates(folder: string): Promise<Certificates> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const caFile = path.join(folder, 'ca.pem');
  if (!existsSync(caFile)) {
    // The library loads slowly, and only the first start needs it.
    const { makeCertificates } = await import('./make-certificates.ts');
    await makeCertificates(folder);
  }
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
  return { caFile, server: { key: read('server-key.pem'), cert: read('server.pem') } };
}
