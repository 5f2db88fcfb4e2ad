// Connects the parts of a host for one app: workers, durable extension, HTTP, triggers.
import { randomBytes, randomUUID } from 'node:crypto';
import { isDisabled } from './disabled-functions.ts';
import { createDurableExtension, type DurableExtension } from './durable/durable-extension.ts';
import { readDurableTaskSettings } from './settings/durable-task-settings.ts';
import { functionList } from './function-list.ts';
import { createAdminApi } from './http/admin-api.ts';
import { createBrokenCallLog } from './http/broken-calls.ts';
import { createAuthorize } from './http/authorization.ts';
import { conflictingFunction, httpRoute, type HttpFunction } from './http/http-functions.ts';
import type { Services } from './http/http-server.ts';
import { readBodyLimit } from './http/read-body.ts';
import { createRequestGate } from './http/request-gate.ts';
import { createRouter, type Route } from './http/router.ts';
import { createServeFunction } from './http/serve-function.ts';
import type { HostLog } from './log.ts';
import type { HostJson } from './settings/host-json.ts';
import { durableSystemKeyName, openKeys, type Keys } from './settings/keys.ts';
import { workerArguments } from './settings/worker-arguments.ts';
import { workerProcessCount } from './settings/worker-process-count.ts';
import { readProvider } from './sign-in/provider.ts';
import { createSignIn } from './sign-in/sign-in.ts';
import { createTriggers } from './triggers/create-triggers.ts';
import { bindingError } from './bindings/emulated-bindings.ts';
import { createQueueListeners } from './triggers/queue-listeners.ts';
import { runByHand } from './triggers/run-by-hand.ts';
import type { FunctionApp, RegisteredFunction } from './worker/function-app.ts';
import { startLanguageWorkers, type LanguageWorkers } from './worker/language-workers.ts';
import { toError } from './worker/system-error.ts';

export interface AppContext {
  readonly folder: string;
  readonly dataFolder: string;
  readonly port: number;
  readonly hostJson: HostJson;
  readonly log: HostLog;
  readonly strict: boolean;
  readonly auth: boolean;
  readonly failed: (error: Error) => void;
}

export interface StartedApp {
  readonly services: Services;
  /** Ends triggers and orchestrations. HTTP still answers, because running functions call the durable API. */
  stopWork(): Promise<void>;
  /** Runs the app's appTerminate hooks and ends the workers. */
  end(): Promise<void>;
}

interface Parts {
  readonly workers: LanguageWorkers;
  readonly app: FunctionApp;
  readonly durable: DurableExtension;
  readonly workerSecret: string;
  readonly keys: Keys;
  readonly routes: readonly Route<HttpFunction>[];
  /** The reasons why functions are in error, by the name as the app writes it. */
  readonly errors: ReadonlyMap<string, string>;
  readonly broken: readonly RegisteredFunction[];
  readonly bodyLimit: number;
}

/** @throws AppLoadError when an entry file fails */
export async function startApp(context: AppContext): Promise<StartedApp> {
  const { hostJson, log } = context;
  const errors = new Map<string, string>();
  const bodyLimit = readBodyLimit(process.env);
  const queueListeners = createQueueListeners();
  const broken: RegisteredFunction[] = [];
  const accept = (fn: RegisteredFunction) => isServed(fn, hostJson.functions, errors, broken);
  const workers = await startWorkers(context, accept, queueListeners.wake);
  const { app } = workers;
  const names = [...app.functions.values()].map(({ name }) => name);
  const keys = openKeys(context.dataFolder, names);
  const workerSecret = randomBytes(24).toString('base64url');
  const durable = openDurable(context, app, keys, workerSecret);
  const routes = httpRoutes(app, hostJson.http.routePrefix, errors);
  broken.push(...[...app.functions.values()].filter(({ name }) => errors.has(name)));
  const { dataFolder } = context;
  const environment = process.env;
  const triggers = await createTriggers({
    app,
    log,
    hostJson,
    dataFolder,
    environment,
    queueListeners,
    errors,
  });
  workers.bind(durable.clientBinding());
  await durable.start();
  const parts: Parts = {
    workers,
    app,
    durable,
    workerSecret,
    keys,
    routes,
    errors,
    broken,
    bodyLimit,
  };
  announce(context, parts);
  for (const trigger of triggers) trigger.start();
  // There is only one instance, but scripts wait for this line of Azure's host.
  const lease = randomUUID().replaceAll('-', '').slice(0, 8).toUpperCase().padStart(32, '0');
  log.write('information', 'Host.Startup', `Host lock lease acquired by instance ID '${lease}'.`);
  return {
    services: createServices(context, parts),
    async stopWork() {
      await Promise.all(triggers.map((trigger) => trigger.stop()));
      await durable.stop();
    },
    async end() {
      await workers.end();
    },
  };
}

function startWorkers(
  { folder, hostJson, strict, log }: AppContext,
  accept: (fn: RegisteredFunction) => boolean,
  messageSent: (queue: string) => void,
): Promise<LanguageWorkers> {
  const { logLevels, functionTimeout } = hostJson;
  const { messageEncoding } = hostJson.queues;
  const program = new URL('./worker-thread.ts', import.meta.url);
  const { inspect, waits, ...thread } = workerArguments(process.env);
  const debug = inspect && { ...inspect, waits };
  const start = { folder, logLevels, functionTimeout, messageEncoding, strict, debug };
  const options = { program, start, log, messageSent, ...thread };
  return startLanguageWorkers(workerProcessCount(process.env), options, accept);
}

function isServed(
  registered: RegisteredFunction,
  only: readonly string[] | undefined,
  errors: Map<string, string>,
  broken: RegisteredFunction[],
): boolean {
  const { name } = registered;
  if (isDisabled(name, process.env)) return false;
  if (only && !only.some((listed) => listed.toLowerCase() === name.toLowerCase())) return false;
  const error = bindingError(registered, process.env);
  if (error === undefined) return true;
  broken.push(registered);
  errors.set(name, error);
  return false;
}

// Without `auth` links carry this instead of the key. The real key would still work after a later start with `auth`.
const noKey = 'none-is-asked-for';

function openDurable(
  context: AppContext,
  app: FunctionApp,
  keys: Keys,
  workerSecret: string,
): DurableExtension {
  const { hostJson, dataFolder, port, strict, auth, failed, log } = context;
  return createDurableExtension({
    app,
    settings: readDurableTaskSettings(hostJson.durableTask),
    dataFolder,
    origin: () => `http://localhost:${port}`,
    systemKey: (auth && keys.system[durableSystemKeyName]) || noKey,
    workerSecret,
    strict,
    failed,
    log: log.write,
  });
}

function httpRoutes(
  app: FunctionApp,
  routePrefix: string,
  errors: Map<string, string>,
): Route<HttpFunction>[] {
  const routes: Route<HttpFunction>[] = [];
  for (const registered of app.functions.values()) {
    if (registered.trigger.type.toLowerCase() !== 'httptrigger') continue;
    try {
      const route = httpRoute(registered, routePrefix);
      const earlier = routes.map(({ target }) => target);
      const other = conflictingFunction(route.target, earlier);
      if (other !== undefined)
        throw new Error(
          `The route specified conflicts with the route defined by function '${other}'.`,
        );
      routes.push(route);
    } catch (error) {
      errors.set(registered.name, toError(error).message);
    }
  }
  return routes;
}

function announce({ log, port }: AppContext, { app, routes, errors }: Parts): void {
  const httpFunctions = routes.map(({ target }) => target);
  log.print(functionList(app.functions.values(), httpFunctions, `http://localhost:${port}`));
  for (const [name, reason] of errors)
    log.write('error', 'Host.Startup', `The '${name}' function is in error: ${reason}`);
}

function createServices(
  { hostJson, log, port, strict, auth }: AppContext,
  { workers, app, durable, workerSecret, keys, routes, errors, broken, bodyLimit }: Parts,
): Services {
  const provider = readProvider(process.env);
  const { maxOutstandingRequests, maxConcurrentRequests, customHeaders } = hostJson.http;
  return {
    authorize: createAuthorize(keys, auth),
    signIn: provider && createSignIn(provider, keys.master),
    findFunction: createRouter(routes),
    logBrokenCall: createBrokenCallLog(broken, errors, hostJson.http.routePrefix, log),
    serveFunction: createServeFunction({
      app,
      log,
      hostName: `localhost:${port}`,
      bodyLimit,
      streamPort: workers.streamPort,
      strict,
    }),
    gate: createRequestGate(maxOutstandingRequests, maxConcurrentRequests),
    customHeaders,
    adminApi: createAdminApi({
      app,
      origin: `http://localhost:${port}`,
      httpFunctions: routes.map(({ target }) => target),
      errors,
      run: runByHand(app, log),
      instanceId: randomUUID(),
    }),
    workerSecret,
    durableApi: durable.handleHttp.bind(durable),
  };
}
