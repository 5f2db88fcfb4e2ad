import { createPublicKey, X509Certificate } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import type { AppRegistration } from './app-registration.ts';

export type AssertionProblem = 'unknown-key' | 'unknown-federation' | 'malformed';

/** The `aud` of an assertion may be the token endpoint with the tenant's id or with its domain. */
interface Expected {
  clientId: string;
  tokenUrls: readonly string[];
}

/** Entra tolerates a difference of five minutes between the clocks. */
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
  registration: AppRegistration,
  expected: Expected,
): Promise<AssertionProblem | undefined> {
  const certificate = findCertificate(
    registration.certificates,
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
  registration: AppRegistration,
): Promise<AssertionProblem | undefined> {
  const { iss, sub } = decodeJwt(assertion);
  const trusted = registration.federatedCredentials.find(
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
  registration: AppRegistration,
  expected: Expected,
): Promise<AssertionProblem | undefined> {
  try {
    return await (decodeJwt(assertion).iss === expected.clientId
      ? verifyOwn(assertion, registration, expected)
      : verifyFederated(assertion, registration));
  } catch {
    return 'malformed';
  }
}
