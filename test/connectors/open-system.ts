import { readFileSync } from 'node:fs';
import { systemIdOf } from '../../src/domain/system.ts';
import type { Sandbox } from '../../local/sandbox/start-sandbox.ts';
import { connectors } from '../../src/connectors/catalogue.ts';
import type { SystemAccess } from '../../src/ports/system-access.ts';

interface Configuration {
  readonly systems: readonly {
    readonly id: string;
    readonly connector: string;
    readonly settings: Readonly<Record<string, unknown>>;
    readonly secrets: Readonly<Record<string, string>>;
  }[];
}

/** Opens a system of the sandbox's own configuration, with other settings where given. */
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
    settings: { ...system.settings, ...settings },
    secrets,
    now: options.now ?? (() => new Date()),
  });
}
