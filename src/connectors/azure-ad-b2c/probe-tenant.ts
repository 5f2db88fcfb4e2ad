import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import type { ProbeProblem, ProbeReport } from '../../ports/system-access.ts';
import { probeBy } from '../kit/probe-by.ts';
import type { ExtensionProperties } from './extension-properties.ts';
import type { GraphClient } from './graph-client.ts';
import type { TokenSource } from './token-source.ts';

/** What each deed needs, and the permissions any one of which is enough. https://learn.microsoft.com/graph/permissions-reference */
const needs: readonly { readonly what: string; readonly anyOf: readonly string[] }[] = [
  { what: 'find and read users', anyOf: ['User.Read.All', 'User.ReadWrite.All'] },
  {
    what: 'disable sign-in',
    anyOf: ['User.EnableDisableAccount.All', 'User.ReadWrite.All'],
  },
  { what: 'revoke sessions', anyOf: ['User.RevokeSessions.All', 'User.ReadWrite.All'] },
  { what: 'delete and purge users', anyOf: ['User.DeleteRestore.All'] },
  { what: 'read audit logs', anyOf: ['AuditLog.Read.All'] },
  { what: 'read extension attributes', anyOf: ['Application.Read.All', 'Directory.Read.All'] },
  {
    what: 'see directory roles, groups and grants',
    anyOf: ['Directory.Read.All', 'Directory.ReadWrite.All'],
  },
  {
    what: 'read authentication methods',
    anyOf: ['UserAuthenticationMethod.Read.All', 'UserAuthenticationMethod.ReadWrite.All'],
  },
];

const claims = z.object({ roles: z.array(z.string()).optional() });

/** Is the tenant reachable, and does our token carry every permission? */
export async function probeTenant(
  graph: GraphClient,
  tokens: TokenSource,
  extensions: () => Promise<ExtensionProperties>,
): Promise<ProbeReport> {
  const report = await probeBy([
    {
      what: 'sign in and read users',
      fix: 'Check tenantId, clientId and the secret or certificate, and grant User.Read.All with admin consent.',
      attempt: async () => {
        const answer = await graph.call({ method: 'GET', path: '/users?$top=1&$select=id' });
        if (answer.status !== 200) throw graph.failureOf(answer);
      },
    },
  ]);
  if (report.problems.length > 0) return report;
  const problems = [
    ...missingPermissions(await tokens.get()),
    ...(await extensionProblems(extensions)),
  ];
  return { reachable: true, problems };
}

function missingPermissions(token: string): ProbeProblem[] {
  const granted = new Set(rolesIn(token));
  return needs
    .filter(({ anyOf }) => !anyOf.some((permission) => granted.has(permission)))
    .map(({ what, anyOf }) => ({
      what: `cannot ${what}`,
      fix: `Grant the application permission ${anyOf.join(' or ')} with admin consent.`,
    }));
}

/** Graph's tokens are not ours to validate; the list of roles in them is what Microsoft's own tools show too. */
function rolesIn(token: string): readonly string[] {
  try {
    const payload: unknown = JSON.parse(
      Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'),
    );
    return claims.parse(payload).roles ?? [];
  } catch {
    return [];
  }
}

async function extensionProblems(
  extensions: () => Promise<ExtensionProperties>,
): Promise<ProbeProblem[]> {
  try {
    if ((await extensions()).hasExtensionsApp) return [];
    return [
      {
        what: 'the app b2c-extensions-app is missing',
        fix: 'Restore it from deleted applications: without it the tenant has lost its extension attributes.',
      },
    ];
  } catch (error) {
    if (!(error instanceof SystemFailure)) throw error;
    return [
      {
        what: `cannot list extension attributes: ${error.code}`,
        fix: 'Grant Application.Read.All.',
      },
    ];
  }
}
