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
  /** The reasons why functions are in error, by the name as the app writes it. */
  readonly errors: ReadonlyMap<string, string>;
  /** Runs a function with this trigger data. Failures appear in the log only. */
  readonly run: (registered: RegisteredFunction, trigger: RpcTypedData) => void;
  readonly instanceId: string;
}

/** Serves paths below `/admin/`. The key has been checked before. */
export type AdminApi = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
) => Promise<void>;

const bodyLimit = 1_048_576;

interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

const unknown: Reply = { status: 404 };

export function createAdminApi(options: AdminOptions): AdminApi {
  const startedAt = Date.now();
  return async (request, response, path) => {
    const [area, name, detail] = path.toLowerCase().split('/');
    let reply = unknown;
    if (area === 'host') reply = hostReply(options, name, startedAt);
    else if (area === 'functions' && !name)
      reply = { status: 200, body: functionsOf(options).map((own) => describe(options, own)) };
    else if (area === 'functions' && detail === 'status') reply = errorsReply(options, name ?? '');
    else if (area === 'functions' && !detail)
      reply = await functionReply(options, request, name ?? '');
    send(response, reply);
  };
}

function hostReply({ instanceId }: AdminOptions, name: string | undefined, since: number): Reply {
  if (name === 'ping') return { status: 200 };
  return name === 'status' ? { status: 200, body: status(instanceId, since) } : unknown;
}

function errorsReply(options: AdminOptions, name: string): Reply {
  const error = [...options.errors].find(([own]) => own.toLowerCase() === name)?.[1];
  if (error !== undefined) return { status: 200, body: { errors: [error] } };
  return options.app.functions.has(name) ? { status: 200, body: {} } : unknown;
}

async function functionReply(
  options: AdminOptions,
  request: IncomingMessage,
  name: string,
): Promise<Reply> {
  const registered = options.app.functions.get(name);
  if (!registered) return unknown;
  if (request.method === 'GET') return { status: 200, body: describe(options, registered) };
  if (request.method !== 'POST') return unknown;
  // An HTTP function needs a request, so it can only be called at its own address.
  if (registered.trigger.type.toLowerCase() === 'httptrigger') return { status: 400 };
  const text = (await readBody(request, bodyLimit)).toString('utf8');
  try {
    const written: unknown = text === '' ? {} : JSON.parse(text);
    const hasInput = typeof written === 'object' && written !== null && 'input' in written;
    options.run(registered, toTriggerData(hasInput ? written.input : undefined));
    return { status: 202 };
  } catch {
    return { status: 400 };
  }
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

function functionsOf({ app }: AdminOptions): RegisteredFunction[] {
  return [...app.functions.values()];
}

function send(response: ServerResponse, { status, body }: Reply): void {
  response.statusCode = status;
  if (body === undefined) response.end();
  else {
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify(body));
  }
}
