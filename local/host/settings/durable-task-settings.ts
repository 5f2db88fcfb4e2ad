import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { checkSettings } from './check-settings.ts';
import { withKnownNames } from './known-names.ts';
import { flag, oneOf, wholeNumber } from './setting-types.ts';

// The extension's default outside the consumption plan: ten per core.
const perCore = 10 * availableParallelism();

const durableTask = z.object({
  hubName: z
    .string()
    .regex(
      /^[A-Za-z][A-Za-z0-9]{2,49}$/,
      'must be 3 to 50 letters and digits, beginning with a letter',
    )
    .optional(),
  maxConcurrentActivityFunctions: wholeNumber(1).default(perCore),
  maxConcurrentOrchestratorFunctions: wholeNumber(1).default(perCore),
  maxConcurrentEntityFunctions: wholeNumber(1).default(perCore),
  maxOrchestrationActions: wholeNumber(1).default(100_000),
  overridableExistingInstanceStates: oneOf('AnyState', 'NonRunningStates').default(
    'NonRunningStates',
  ),
  storeInputsInOrchestrationHistory: flag().default(false),
  entityMessageReorderWindowInMinutes: wholeNumber(0).default(30),
  defaultVersion: z.string().optional(),
  httpSettings: z
    .object({ defaultAsyncRequestSleepTimeMilliseconds: wholeNumber(1).default(30_000) })
    .default({ defaultAsyncRequestSleepTimeMilliseconds: 30_000 }),
});

const knownNames = [...Object.keys(durableTask.shape), 'defaultAsyncRequestSleepTimeMilliseconds'];

/** The settings of `extensions.durableTask` in host.json that this host supports. */
export interface DurableTaskSettings {
  readonly hubName: string;
  readonly maxConcurrentActivityFunctions: number;
  readonly maxConcurrentOrchestratorFunctions: number;
  readonly maxConcurrentEntityFunctions: number;
  readonly maxOrchestrationActions: number;
  readonly overridableExistingInstanceStates: 'AnyState' | 'NonRunningStates';
  readonly storeInputsInOrchestrationHistory: boolean;
  readonly entityMessageReorderWindowInMinutes: number;
  readonly defaultVersion: string | undefined;
  readonly httpSettings: { readonly defaultAsyncRequestSleepTimeMilliseconds: number };
}

/**
 * @param written `extensions.durableTask` of host.json; an empty object gives the defaults
 * @throws SettingsError naming the value that is wrong
 */
export function readDurableTaskSettings(
  written: Readonly<Record<string, unknown>>,
): DurableTaskSettings {
  const { hubName, defaultVersion, ...settings } = checkSettings(
    'host.json',
    durableTask,
    withKnownNames(written, knownNames, new Set()),
    ['extensions', 'durableTask'],
  );
  return {
    ...settings,
    defaultVersion,
    hubName: hubName ?? process.env['WEBSITE_SITE_NAME'] ?? 'TestHubName',
  };
}
