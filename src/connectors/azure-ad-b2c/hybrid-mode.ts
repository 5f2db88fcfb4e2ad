import { z } from 'zod';
import type { ProbeProblem } from '../../ports/system-access.ts';
import type { GraphClient } from './graph-client.ts';
import type { TenantSettings } from './settings.ts';

const configuration = z.object({ externalIdHybridMode: z.string() });

const path = '/policies/authenticationFlowsPolicy/externalIdHybridModeConfiguration';

/**
 * In High Scale Compatibility mode, Azure AD B2C and External ID work on one directory. A person has one object ID there and two issuers.
 * https://learn.microsoft.com/entra/external-id/enable-external-id-high-scale-compatibility-mode
 * @returns no problem when the tenant does not allow us to read the mode; Microsoft documents no permission that only reads it
 */
export async function hybridProblems(
  graph: GraphClient,
  { highScaleCompatibility: expected }: Pick<TenantSettings, 'highScaleCompatibility'>,
): Promise<ProbeProblem[]> {
  const answer = await graph.call({ method: 'GET', version: 'beta', path });
  const read = configuration.safeParse(answer.body);
  if (answer.status !== 200 || !read.success) return [];
  const isOn = read.data.externalIdHybridMode === 'enabled';
  if (isOn === expected) return [];
  return [
    isOn
      ? {
          what: 'Azure AD B2C and External ID work on this one directory (High Scale Compatibility mode)',
          fix: 'Configure the directory as one system, list both issuers in policy.selfService, then set highScaleCompatibility to true.',
        }
      : {
          what: 'highScaleCompatibility is set, but the directory is not in High Scale Compatibility mode',
          fix: 'Remove the setting, and configure the External ID tenant as a system of its own.',
        },
  ];
}
