import { hostname } from 'node:os';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FunctionApp, RegisteredFunction } from '../worker/function-app.ts';
import { hostVersion } from '../worker/core-module.ts';
import type { RpcTypedData } from '../worker/function-app.ts';
import type { HttpFunction } from './http-functions.ts';
import { readBody } from './read-body.ts';

export interface AdminOptions {
  readonly app: FunctionApp;
  readonly origin: string;
  readonly httpFunctions: readonly HttpFunction[];
  /** Why a function does not run, by its name as written. */
  readonly errors: ReadonlyMap<string, string>;
  /** Runs a function by hand with this trigger data; failures only show in the log. */
  readonly run: (registered: RegisteredFunction, trigger: RpcTypedData) => void;
  readonly instanceId: string;
}

/** Serves what follows `/admin/`; the caller has checked the key. */
export type AdminApi = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
) => Promise<void>;

const bodyLimit = 1_048_576;

export function createAdminApi(options: AdminOptions): AdminApi {
  const startedAt = Date.now();
  return async (request, response, path) => {
    const parts = path.split('/').filter((part) => part !== '');
    const [area, name, detail] = parts.map((part) => part.toLowerCase());
    const method = request.method ?? 'GET';
    if (area === 'host' && name === 'ping') return empty(response, 200);
    if (area === 'host' && name === 'status' && method === 'GET')
      return json(response, 200, status(options.instanceId, startedAt));
    if (area !== 'functions') return empty(response, 404);
    if (name === undefined)
      return json(
        response,
        200,
        [...options.app.functions.values()].map((own) => describe(options, own)),
      );
    const registered = options.app.functions.get(decodeURIComponent(name));
    if (detail === 'status') {
      const error = [...options.errors].find(([own]) => own.toLowerCase() === name)?.[1];
      if (!registered && error === undefined) return empty(response, 404);
      return json(response, 200, error === undefined ? {} : { errors: [error] });
    }
    if (!registered) return empty(response, 404);
    if (method === 'GET') return json(response, 200, describe(options, registered));
    if (method === 'POST') return await runByHand(options, request, response, registered);
    return empty(response, 404);
  };
}

async function runByHand(
  options: AdminOptions,
  request: IncomingMessage,
  response: ServerResponse,
  registered: RegisteredFunction,
): Promise<void> {
  const text = (await readBody(request, bodyLimit)).toString('utf8');
  let input: unknown;
  try {
    input = text === '' ? undefined : (JSON.parse(text) as { input?: unknown } | null)?.input;
  } catch {
    empty(response, 400);
    return;
  }
  options.run(registered, toTriggerData(input));
  empty(response, 202);
}

function toTriggerData(input: unknown): RpcTypedData {
  if (input === undefined || input === null) return {};
  return typeof input === 'string' ? { string: input } : { json: JSON.stringify(input) };
}

function status(instanceId: string, startedAt: number): object {
  return {
    id: hostname().toLowerCase(),
    state: 'Running',
    version: hostVersion,
    versionDetails: hostVersion,
    instanceId,
    computerName: hostname(),
    processUptime: Date.now() - startedAt,
    functionAppContentEditingState: 'NotAllowed',
  };
}

function describe(options: AdminOptions, registered: RegisteredFunction): object {
  const { origin } = options;
  const http = options.httpFunctions.find((own) => own.registered === registered);
  return {
    name: registered.name,
    href: `${origin}/admin/functions/${registered.name}`,
    invoke_url_template: http ? `${origin}/${http.path}`.toLowerCase() : '',
    language: 'node',
    config: {
      name: registered.name,
      bindings: Object.entries(registered.bindings).map(([name, binding]) => ({
        ...binding,
        name,
      })),
      language: 'node',
      functionDirectory: '',
    },
    test_data: '',
    isDisabled: false,
    isDirect: true,
    isProxy: false,
  };
}

function empty(response: ServerResponse, statusCode: number): void {
  response.statusCode = statusCode;
  response.end();
}

function json(response: ServerResponse, statusCode: number, body: unknown): void {
  response.statusCode = statusCode;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(body));
}
