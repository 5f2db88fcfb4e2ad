import { z } from 'zod';
import type { Policy } from '../domain/policy.ts';
import type { LoadedConfiguration } from '../ports/loaded-configuration.ts';
import { policySchema, systemSchema } from './file-schema.ts';

const written = z.object({
  systems: z.array(systemSchema),
  policy: policySchema.prefault({}),
});

/**
 * The configuration as operators may see it. The file holds only the names of secrets. The policy in use holds their values, so these are
 * replaced by the names.
 * @param content a file without mistakes
 */
export function loadedConfiguration(content: unknown, policy: Policy): LoadedConfiguration {
  const { systems, policy: ofFile } = written.parse(content);
  const { callbacks, keys, ...rest } = policy;
  const { webhookSecret: _value, ...shown } = callbacks;
  const { origins } = ofFile.callbacks;
  return {
    systems: systems.map(({ id, connector, title, mode, after = [], settings, secrets }) => ({
      ...{ id, connector, title, mode, after, settings, secrets },
    })),
    policy: {
      ...rest,
      callbacks: { ...shown, webhookSecret: 'env:HABEAS_WEBHOOK_SECRET', origins },
      keys: keys.map(({ name, roles }) => ({ name, roles })),
    },
  };
}
