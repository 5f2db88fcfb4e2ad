import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import type { ProbeProblem, ProbeReport } from '../../ports/system-access.ts';
import { probeBy } from '../kit/probe-by.ts';
import type { ExtensionProperties } from './extension-properties.ts';
import { hybridProblems } from './hybrid-mode.ts';
import type { GraphClient } from './graph-client.ts';
import type { TenantSettings } from './settings.ts';
import { verifiedDomains } from './tenant-domains.ts';
import { namedExtensions } from './user.ts';
import type { TokenSource } from './token-source.ts';

interface Need {
  readonly what: string;
  /** Any one of these is enough. */
  readonly anyOf: readonly string[];
}

/** https://learn.microsoft.com/graph/permissions-reference */
const readingNeeds: readonly Need[] = [
  { what: 'find and read users', anyOf: ['User.Read.All', 'User.ReadWrite.All'] },
  { what: 'read audit logs', anyOf: ['AuditLog.Read.All'] },
  { what: 'read extension attributes', anyOf: ['Application.Read.All', 'Directory.Read.All'] },
  { what: 'see groups, devices and grants', anyOf: ['Directory.Read.All'] },
  { what: 'read authentication methods', anyOf: ['UserAuthenticationMethod.Read.All'] },
];

const erasingNeeds: readonly Need[] = [
  { what: 'read users', anyOf: ['User.Read.All', 'User.ReadWrite.All'] },
  { what: 'see directory roles', anyOf: ['Directory.Read.All'] },
  { what: 'disable sign-in', anyOf: ['User.EnableDisableAccount.All', 'User.ReadWrite.All'] },
  { what: 'revoke sessions', anyOf: ['User.RevokeSessions.All', 'User.ReadWrite.All'] },
  { what: 'delete and purge users', anyOf: ['User.DeleteRestore.All'] },
];

const claims = z.object({ roles: z.array(z.string()).optional() });

/** Access to a tenant as one app registration. */
export interface TenantAccess {
  readonly graph: GraphClient;
  readonly tokens: TokenSource;
}

export interface ProbedTenant {
  readonly extensions: () => Promise<ExtensionProperties>;
  readonly settings: TenantSettings;
}

/**
 * Is the tenant reachable, and do our tokens carry every permission?
 * @param erasing the same object as `reading` when one app registration does both
 */
export async function probeTenant(
  reading: TenantAccess,
  erasing: TenantAccess,
  { extensions, settings }: ProbedTenant,
): Promise<ProbeReport> {
  const report = await probeBy(
    [...new Set([reading, erasing])].map(({ graph }) => ({
      what: graph === reading.graph ? 'sign in and read users' : 'sign in to erase',
      fix: 'Check tenant and client IDs and the secret or certificate, and grant User.Read.All with admin consent.',
      attempt: async () => {
        const answer = await graph.call({ method: 'GET', path: '/users?$top=1&$select=id' });
        if (answer.status !== 200) throw graph.failureOf(answer);
      },
    })),
  );
  if (report.problems.length > 0) return report;
  const problems = [
    ...missingPermissions(await reading.tokens.get(), readingNeeds),
    ...missingPermissions(await erasing.tokens.get(), erasingNeeds),
    ...(await extensionProblems(extensions, namedExtensions(settings))),
    ...(await domainProblems(reading.graph)),
    ...(await hybridProblems(reading.graph, settings)),
  ];
  return { reachable: true, problems: withoutRepeats(problems) };
}

/** Without the verified domains, a UPN in a custom domain of the tenant does not count as an address of the person. */
async function domainProblems(graph: GraphClient): Promise<ProbeProblem[]> {
  const { problems } = await probeBy([
    {
      what: 'read the verified domains of the tenant',
      fix: 'Grant Directory.Read.All or Organization.Read.All with admin consent.',
      attempt: () => verifiedDomains(graph),
    },
  ]);
  return [...problems];
}

function missingPermissions(token: string, needs: readonly Need[]): ProbeProblem[] {
  const granted = new Set(rolesIn(token));
  return needs
    .filter(({ anyOf }) => !anyOf.some((permission) => granted.has(permission)))
    .map(({ what, anyOf }) => ({
      what: `cannot ${what}`,
      fix: `Grant the application permission ${anyOf.join(' or ')} with admin consent.`,
    }));
}

const withoutRepeats = (problems: readonly ProbeProblem[]) => [
  ...new Map(problems.map((problem) => [problem.what, problem])).values(),
];

/** Only Graph validates its tokens. Here the roles in the token are only read, as Microsoft's own tools do. */
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
  named: readonly string[],
): Promise<ProbeProblem[]> {
  try {
    const { hasExtensionsApp, names } = await extensions();
    const unknown = named
      .filter((name) => !names.includes(name))
      .map((name) => ({
        what: `the settings name ${name}, which the tenant does not have`,
        fix: 'Write the name as Graph returns it: GET /applications/{id}/extensionProperties.',
      }));
    if (hasExtensionsApp) return unknown;
    return [
      {
        what: 'the app b2c-extensions-app is missing',
        fix: 'Restore it from deleted applications: without it the tenant has lost its extension attributes.',
      },
      ...unknown,
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
