import { settingOf, type Environment } from './settings/app-settings.ts';

/** Whether an app setting disables a function: `AzureWebJobs.NAME.Disabled`, or the same with `_` instead of dots. */
export function isDisabled(name: string, environment: Environment): boolean {
  const names = [`AzureWebJobs.${name}.Disabled`, `AzureWebJobs_${name}_Disabled`];
  return names.some((setting) => /^(1|true)$/i.test(settingOf(environment, setting) ?? ''));
}
