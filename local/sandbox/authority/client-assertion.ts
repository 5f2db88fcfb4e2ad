import { createPublicKey, X509Certificate } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import type { SystemSettings } from '../store/settings.ts';

export type AssertionProblem = 'unknown-key' | 'unknown-federation' | 'malformed';

/** What the token endpoint's `aud` may be in an assertion: Entra takes the endpoint with tenant id, also for a domain. */
interface Expected {
  clientId: string;
  tokenUrls: readonly string[];
}

/** Entra forgives five minutes between the clocks. */
const tolerated = { algorithms: ['RS256', 'PS256', 'ES256'], clockTolerance: 300 };

/** `x5t#S256` names the certificate by the SHA-256 of its DER form. */
function findCertificate(
  certificates: readonly string[],
  thumbprint: unknown,
): X509Certificate | undefined {
  return certificates
    .map((pem) => new X509Certificate(pem))
    .find(
      (certificate) =>
        Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url') ===
        thumbprint,
    );
}

async function verifyOwn(
  assertion: string,
  settings: SystemSettings,
  expected: Expected,
): Promise<AssertionProblem | undefined> {
  const certificate = findCertificate(
    settings.certificates,
    decodeProtectedHeader(assertion)['x5t#S256'],
  );
  if (!certificate) return 'unknown-key';
  const claims = {
    issuer: expected.clientId,
    subject: expected.clientId,
    audience: [...expected.tokenUrls],
  };
  return jwtVerify(assertion, certificate.publicKey, { ...tolerated, ...claims }).then(
    () => undefined,
    () => 'unknown-key',
  );
}

/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation: issuer, subject and audience must be registered. */
async function verifyFederated(
  assertion: string,
  settings: SystemSettings,
): Promise<AssertionProblem | undefined> {
  const { iss, sub } = decodeJwt(assertion);
  const trusted = settings.federatedCredentials.find(
    ({ issuer, subject }) => issuer === iss && subject === sub,
  );
  if (!trusted) return 'unknown-federation';
  return jwtVerify(assertion, createPublicKey(trusted.publicKey), {
    ...tolerated,
    audience: 'api://AzureADTokenExchange',
  }).then(
    () => undefined,
    () => 'unknown-federation',
  );
}

/** Checks a client's assertion against the certificates and federated credentials registered in the tenant. */
export async function checkAssertion(
  assertion: string,
  settings: SystemSettings,
  expected: Expected,
): Promise<AssertionProblem | undefined> {
  try {
    return await (decodeJwt(assertion).iss === expected.clientId
      ? verifyOwn(assertion, settings, expected)
      : verifyFederated(assertion, settings));
  } catch {
    return 'malformed';
  }
}
