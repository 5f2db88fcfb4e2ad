import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { SettingsError } from './settings-error.ts';

// Values from the environment are text.
const whole = z.coerce.number().int().min(1);
const flag = z.union([z.boolean(), z.stringbool()]);

// The extension's default outside the consumption plan: ten per core.
const perCore = 10 * availableParallelism();

const durableTask = z.object({
  hubName: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9]{2,49}$/, 'must be 3 to 50 letters and digits')
    .optional(),
  maxConcurrentActivityFunctions: whole.default(perCore),
  maxConcurrentOrchestratorFunctions: whole.default(perCore),
  maxConcurrentEntityFunctions: whole.default(perCore),
  maxOrchestrationActions: whole.default(100_000),
  overridableExistingInstanceStates: z
    .enum(['AnyState', 'NonRunningStates'])
    .default('NonRunningStates'),
  storeInputsInOrchestrationHistory: flag.default(false),
  entityMessageReorderWindowInMinutes: z.coerce.number().min(0).default(30),
  defaultVersion: z.string().optional(),
  httpSettings: z
    .object({ defaultAsyncRequestSleepTimeMilliseconds: whole.default(30_000) })
    .default({ defaultAsyncRequestSleepTimeMilliseconds: 30_000 }),
});

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
  const parsed = durableTask.safeParse(written);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new SettingsError(
      `host.json: extensions.durableTask.${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
    );
  }
  const { hubName, defaultVersion, ...settings } = parsed.data;
  return {
    ...settings,
    defaultVersion,
    hubName: hubName ?? process.env['WEBSITE_SITE_NAME'] ?? 'TestHubName',
  };
}
