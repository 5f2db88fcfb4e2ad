import type { HostLog } from '../log.ts';
import { resolveSettings, type Environment } from '../settings/app-settings.ts';
import type { HostJson } from '../settings/host-json.ts';
import type { FunctionApp, RegisteredFunction } from '../worker/function-app.ts';
import { toError } from '../worker/system-error.ts';
import type { QueueListeners } from './queue-listeners.ts';
import { createQueueTrigger } from './queue-trigger.ts';
import { blobPattern } from '../bindings/blob-path.ts';
import { blobService, queueService } from '../bindings/storage-connection.ts';
import { openBlobReceipts } from './blob-receipts.ts';
import { createBlobTrigger } from './blob-trigger.ts';
import { parseTimerSchedule } from './timer-schedule.ts';
import { openTimerState, type TimerState } from './timer-state.ts';
import { createTimerTrigger } from './timer-trigger.ts';
import type { Trigger } from './trigger.ts';

export interface TriggerOptions {
  readonly app: FunctionApp;
  readonly log: HostLog;
  readonly hostJson: HostJson;
  readonly dataFolder: string;
  readonly environment: Environment;
  /** Receives the triggers that listen to queues. */
  readonly queueListeners: QueueListeners;
  /** Receives the reason why a function cannot be triggered, by its name. */
  readonly errors: Map<string, string>;
}

/** Creates the triggers of an app. An invalid trigger is recorded in `errors`, and the others work. */
export async function createTriggers(options: TriggerOptions): Promise<Trigger[]> {
  const state = openTimerState(options.dataFolder, (error) => {
    const reason = toError(error).message;
    options.log.write('warning', 'Host.Triggers', `The times of timers cannot be kept: ${reason}`);
  });
  const triggers: Trigger[] = [];
  for (const registered of options.app.functions.values()) {
    try {
      const trigger = await createTrigger(options, registered, state);
      if (trigger) triggers.push(trigger);
    } catch (error) {
      options.errors.set(registered.name, toError(error).message);
    }
  }
  return triggers;
}

function createTrigger(
  options: TriggerOptions,
  registered: RegisteredFunction,
  state: TimerState,
): Promise<Trigger> | Trigger | undefined {
  switch (registered.trigger.type.toLowerCase()) {
    case 'queuetrigger':
      return queueTrigger(options, registered);
    case 'blobtrigger':
      return blobTrigger(options, registered);
    case 'timertrigger':
      return timerTrigger(options, registered, state);
    case 'warmuptrigger':
      return warmupTrigger(options, registered);
    default:
      return undefined;
  }
}

async function queueTrigger(
  options: TriggerOptions,
  registered: RegisteredFunction,
): Promise<Trigger> {
  const { app, log, hostJson, environment } = options;
  const { queueName, connection } = registered.trigger;
  // Like Azure's host, writes the name in lower case: storage allows nothing else.
  const name = resolveSettings(String(queueName), environment).toLowerCase();
  const service = await queueService(connection, environment);
  const trigger = createQueueTrigger({
    app,
    registered,
    log,
    settings: hostJson.queues,
    queue: service.getQueueClient(name),
    poisonQueue: name.endsWith('-poison') ? undefined : service.getQueueClient(`${name}-poison`),
  });
  options.queueListeners.add(name, trigger.wake);
  return trigger;
}

async function blobTrigger(
  { app, log, hostJson, environment, dataFolder }: TriggerOptions,
  registered: RegisteredFunction,
): Promise<Trigger> {
  const { path, connection } = registered.trigger;
  const pattern = blobPattern(resolveSettings(String(path), environment));
  const service = await blobService(connection, environment);
  const queues = await queueService(connection, environment);
  const receipts = openBlobReceipts(dataFolder, registered.name, (error) => {
    const reason = toError(error).message;
    log.write('warning', 'Host.Triggers', `The receipts of blobs cannot be kept: ${reason}`);
  });
  return createBlobTrigger({
    app,
    registered,
    log,
    settings: hostJson.blobs,
    container: service.getContainerClient(pattern.container),
    poisonQueue: queues.getQueueClient('webjobs-blobtrigger-poison'),
    pattern,
    receipts,
  });
}

function timerTrigger(
  options: TriggerOptions,
  registered: RegisteredFunction,
  state: TimerState,
): Trigger {
  const { app, log, environment } = options;
  const text = resolveSettings(String(registered.trigger['schedule']), environment);
  const schedule = parseTimerSchedule(text, environment['WEBSITE_TIME_ZONE']);
  return createTimerTrigger({ app, registered, log, schedule, state });
}

/** Azure runs a warm-up when an instance is added. Here that is the start. */
function warmupTrigger({ app }: TriggerOptions, registered: RegisteredFunction): Trigger {
  return {
    start() {
      // The invocation logs the error.
      app.invoke(registered, { trigger: { json: '{}' } }).catch(() => undefined);
    },
    stop: () => Promise.resolve(),
  };
}
