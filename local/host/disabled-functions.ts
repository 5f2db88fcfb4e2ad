import type { Environment } from './settings/app-settings.ts';

/** Whether an app setting switches a function off: `AzureWebJobs.NAME.Disabled`, or with `_` for the dots. */
export function isDisabled(name: string, environment: Environment): boolean {
  const names = [`AzureWebJobs.${name}.Disabled`, `AzureWebJobs_${name}_Disabled`];
  return names.some((setting) => /^(1|true)$/i.test(environment[setting] ?? ''));
}
