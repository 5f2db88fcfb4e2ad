import type { LocalSettings } from './local-settings.ts';

export type Environment = Record<string, string | undefined>;

/** Puts the values of `local.settings.json` into the environment; what is set already wins. */
export function applyLocalSettings(environment: Environment, settings: LocalSettings): void {
  for (const [name, value] of Object.entries(settings.values)) environment[name] ??= value;
}

/**
 * Sets what an app finds in its environment on Azure. Must run before the app loads: durable-functions rewrites its
 * URLs when WEBSITE_HOSTNAME is missing.
 */
export function applyHostSettings(
  environment: Environment,
  host: { readonly folder: string; readonly port: number },
): void {
  environment['FUNCTIONS_WORKER_RUNTIME'] ??= 'node';
  environment['AZURE_FUNCTIONS_ENVIRONMENT'] ??= 'Development';
  environment['AzureWebJobsScriptRoot'] = host.folder;
  environment['WEBSITE_HOSTNAME'] = `localhost:${host.port}`;
}

/**
 * Replaces every `%NAME%` by the app setting of that name.
 * @throws Error when there is no such setting
 */
export function resolveSettings(text: string, environment: Environment): string {
  return text.replace(/%([^%]+)%/g, (whole, name: string) => {
    const value = environment[name];
    if (value === undefined)
      throw new Error(`'${whole}' does not resolve to a value: there is no app setting '${name}'.`);
    return value;
  });
}
