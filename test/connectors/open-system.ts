import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { systemIdOf } from '../../src/domain/system.ts';
import type { Sandbox } from '../../local/sandbox/start-sandbox.ts';
import { connectors } from '../../src/connectors/catalogue.ts';
import type { Connector } from '../../src/connectors/contract.ts';
import type { SystemAccess } from '../../src/ports/system-access.ts';

interface Configuration {
  readonly systems: readonly {
    readonly id: string;
    readonly connector: string;
    readonly settings: Readonly<Record<string, unknown>>;
    readonly secrets: Readonly<Record<string, string>>;
  }[];
}

/**
 * Our own limits of calls are lifted. Tests call a system outside the flow, which would wait for a turn and come back. With the limits, a test
 * would pass or fail by how fast the machine is.
 */
function liftedLimits({ settings }: Connector): Record<string, number> {
  if (!(settings instanceof z.ZodObject)) throw new Error('settings are not an object');
  const limits = Object.keys(settings.shape).filter((name) => /per10Seconds$/i.test(name));
  return Object.fromEntries(limits.map((name) => [name, 1_000_000]));
}

/** Opens a system of the sandbox's own configuration, with other settings where given, and without our own limits of calls. */
export function openSystem(
  sandbox: Sandbox,
  id: string,
  settings: Readonly<Record<string, unknown>> = {},
  options: { readonly secret?: 'wrong'; readonly now?: () => Date } = {},
): SystemAccess {
  const { systems } = JSON.parse(readFileSync(sandbox.configFile, 'utf8')) as Configuration;
  const system = systems.find((each) => each.id === id);
  const connector = connectors.find(({ name }) => name === system?.connector);
  if (!system || !connector) throw new Error(`no system ${id}`);
  const secrets = Object.fromEntries(
    Object.entries(system.secrets).map(([name, reference]) => {
      const value = sandbox.secrets[reference.slice('env:'.length)] ?? '';
      return [name, options.secret === 'wrong' ? value.replace(/[0-9]/g, '7') : value];
    }),
  );
  return connector.open({
    id: systemIdOf(id),
    settings: { ...system.settings, ...liftedLimits(connector), ...settings },
    secrets,
    now: options.now ?? (() => new Date()),
  });
}
