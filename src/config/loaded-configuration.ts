import { z } from 'zod';
import type { Policy } from '../domain/policy.ts';
import type { LoadedConfiguration } from '../ports/loaded-configuration.ts';
import { policySchema, systemSchema } from './file-schema.ts';

const written = z.object({
  systems: z.array(systemSchema),
  policy: policySchema.prefault({}),
});

/**
 * The configuration for people who operate the service. The file names its secrets only; the policy in use holds their values, so they are
 * replaced by their names.
 * @param content a file without mistakes
 */
export function loadedConfiguration(content: unknown, policy: Policy): LoadedConfiguration {
  const { systems, policy: ofFile } = written.parse(content);
  const { callbacks, keys, ...rest } = policy;
  const { webhookSecret: _value, ...shown } = callbacks;
  const { origins } = ofFile.callbacks;
  return {
    systems: systems.map(({ id, connector, title, settings, secrets }) => ({
      ...{ id, connector, title, settings, secrets },
    })),
    policy: {
      ...rest,
      callbacks: { ...shown, webhookSecret: 'env:HABEAS_WEBHOOK_SECRET', origins },
      keys: keys.map(({ name, roles }) => ({ name, roles })),
    },
  };
}
