import { SettingsError } from './settings-error.ts';
import type { LocalSettings } from './local-settings.ts';

export type Environment = Record<string, string | undefined>;

/** Adds the values of `local.settings.json` to the environment. Variables that are set already win. */
export function applyLocalSettings(
  environment: Environment,
  settings: Pick<LocalSettings, 'values'>,
): void {
  for (const [name, value] of Object.entries(settings.values)) environment[name] ??= value;
}

/**
 * Sets the variables that an app finds on Azure. This must happen before the app loads: durable-functions rewrites its URLs
 * when WEBSITE_HOSTNAME is missing.
 * @throws SettingsError when the app is not for Node
 */
export function applyHostSettings(
  environment: Environment,
  host: { readonly folder: string; readonly port: number },
): void {
  const runtime = (environment['FUNCTIONS_WORKER_RUNTIME'] ??= 'node');
  if (runtime.toLowerCase() !== 'node')
    throw new SettingsError(
      `FUNCTIONS_WORKER_RUNTIME is "${runtime}"; this host runs Node.js apps only: write "node".`,
    );
  environment['AZURE_FUNCTIONS_ENVIRONMENT'] ??= 'Development';
  environment['AzureWebJobsScriptRoot'] = host.folder;
  environment['WEBSITE_HOSTNAME'] = `localhost:${host.port}`;
}

/**
 * An app setting. As in .NET's configuration, its name has any case, and `:` is the same as `__`.
 * https://learn.microsoft.com/aspnet/core/fundamentals/configuration/#naming-of-environment-variables
 */
export function settingOf(environment: Environment, name: string): string | undefined {
  const exact = environment[name];
  if (exact !== undefined) return exact;
  const wanted = plain(name);
  const found = Object.keys(environment).find((own) => plain(own) === wanted);
  return found === undefined ? undefined : environment[found];
}

function plain(name: string): string {
  return name.replaceAll(':', '__').toLowerCase();
}

/**
 * Replaces every `%NAME%` with the app setting of that name.
 * @throws Error when there is no such setting
 */
export function resolveSettings(text: string, environment: Environment): string {
  return text.replace(/%([^%]+)%/g, (whole, name: string) => {
    const value = settingOf(environment, name);
    if (value === undefined)
      throw new Error(`'${whole}' does not resolve to a value: there is no app setting '${name}'.`);
    return value;
  });
}
