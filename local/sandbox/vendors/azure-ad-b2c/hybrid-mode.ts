import type { Operation } from './context.ts';
import { badRequest } from './graph-error.ts';
import { tenantSettings } from './settings.ts';

/**
 * https://learn.microsoft.com/entra/external-id/troubleshoot-high-scale-compatibility-mode: 400 when the directory is not a B2C directory.
 * The answer of a directory that is not in this mode is a guess.
 */
export const getHybridMode: Operation = ({ state, tenant }) => {
  const { kind, hybridMode } = tenantSettings(state, tenant.id);
  if (kind !== 'b2c') throw badRequest('The tenant is not an Azure AD B2C tenant.');
  return {
    status: 200,
    body: {
      externalIdHybridMode: hybridMode,
      status: hybridMode === 'enabled' ? 'succeeded' : 'notStarted',
    },
  };
};
