import { Readable } from 'node:stream';
import { text as streamText } from 'node:stream/consumers';
import { ReadableStream } from 'node:stream/web';
import { HttpRequest, type HttpResponseInit } from '@azure/functions';
import { createDossiers } from '../../src/sealing/dossiers.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { RequestId } from '../../src/domain/request.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import type { Handler } from '../../src/doors/http/route.ts';
import { createBrake } from '../../src/doors/brake/brake.ts';
import { createBrakeAlert } from '../../src/doors/brake/hold-by-brake.ts';
import { createCallLimits } from '../../src/doors/call-limits.ts';
import { createIdentify, type CallerRules } from '../../src/doors/identify-caller.ts';
import { createIdentifySubject } from '../../src/doors/self-service/identify-subject.ts';
import type { Intake } from '../../src/doors/intake.ts';
import type { ConfiguredSystem, Systems } from '../../src/ports/systems.ts';
import {
  createMemoryAudit,
  createMemoryFlows,
  createMemoryKeptSearches,
  createMemoryKeys,
  createMemoryLog,
  createMemoryQueues,
  memoryHash,
  memoryEnvelopes,
  type MemoryFlows,
  type MemoryLog,
  type MemoryQueues,
} from './memory-ports.ts';
import {
  createMemoryCallCounts,
  createMemoryPackageLinks,
  createMemoryResults,
  createMemorySealedStore,
  type MemorySealedStore,
} from './memory-stores.ts';
import { createMemoryErasureCounts } from './memory-erasure-counts.ts';
import { loadedConfiguration } from '../../src/config/loaded-configuration.ts';
import { createMemoryUpkeepState } from './memory-upkeep-state.ts';
import { createMemorySystemStates } from './memory-system-states.ts';
import { createMemoryRegister, type MemoryRegister } from './memory-register.ts';

export const germanTenantId = '11111111-2222-4333-8444-555555555555';

const unreachable = () => Promise.reject(new Error('The intake calls no system.'));

function system(
  id: string,
  known: Pick<ConfiguredSystem, 'role' | 'aliases' | 'recordId'>,
): ConfiguredSystem {
  return {
    id: systemIdOf(id),
    connector: known.role === 'directory' ? 'azure-ad-b2c' : 'hubspot',
    title: id,
    recordsName: 'records',
    access: {
      settleSeconds: 0,
      lookUps: [],
      probe: unreachable,
      find: unreachable,
      export: unreachable,
      erase: unreachable,
      verify: unreachable,
    },
    ...known,
  };
}

const configured = [
  system('b2c-de', { role: 'directory', aliases: [germanTenantId, 'kunden.example.de'] }),
  system('b2c-fr', { role: 'directory', aliases: [] }),
  system('hubspot', { role: 'downstream', aliases: [], recordId: /^\d+$/ }),
];

const systemsOf = (all: readonly ConfiguredSystem[]): Systems => ({
  all: () => all,
  get: (id) => all.find((one) => one.id === id),
});

export const strictPolicy: Policy = {
  timeZone: 'Europe/Berlin',
  country: 'DE',
  holidays: [],
  language: 'en',
  giveUpAfterSeconds: 30,
  orderWaitSeconds: 600,
  decideWithinSeconds: 0,
  pendingWaitSeconds: 5 * 86_400,
  retryDays: 14,
  leads: 'decide',
  gates: [],
  packageDays: 30,
  callbacks: {
    allowHttp: false,
    allowPrivateAddresses: false,
    origins: [],
    webhookSecret: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  },
  keys: [],
  selfService: {},
  limits: { perMinute: { person: 60, key: 600 } },
  brake: null,
  operatorsReadPackages: false,
  withhold: [],
  retention: [],
  legalHolds: [],
};

export interface MemoryIntake
  extends Intake, Omit<MemoryQueues, 'statusQueue' | 'poisonQueue' | 'requestQueue'> {
  readonly register: MemoryRegister;
  readonly sealed: MemorySealedStore;
  readonly flows: MemoryFlows;
  readonly log: MemoryLog;
  /** The time that `now` returns; tests change it. */
  readonly clock: { at: string };
}

/** Callers are not authenticated. */
const everybody = { required: false, platformSignIn: false };

/** All dependencies of the doors, in memory. */
export function createMemoryIntake(
  policy: Policy = strictPolicy,
  callers: Pick<CallerRules, 'required' | 'platformSignIn'> = everybody,
  systems: readonly ConfiguredSystem[] = configured,
): MemoryIntake {
  const publicUrl = 'https://dsar.example.org/';
  const clock = { at: '2026-03-02T10:00:00.000Z' };
  const now = () => new Date(clock.at);
  const keys = createMemoryKeys();
  const sealed = createMemorySealedStore(keys);
  return {
    ...createMemoryQueues(),
    register: createMemoryRegister(keys, now),
    sealed,
    dossiers: createDossiers(keys, sealed),
    keys,
    envelopes: memoryEnvelopes,
    keptSearches: createMemoryKeptSearches(),
    packageLinks: createMemoryPackageLinks(),
    audit: createMemoryAudit(),
    results: createMemoryResults(),
    systems: systemsOf(systems),
    systemStates: createMemorySystemStates(),
    upkeepState: createMemoryUpkeepState(),
    loaded: loadedConfiguration({ systems: [], policy: {} }, policy),
    lookupHash: memoryHash,
    policy,
    publicUrl,
    now,
    identify: createIdentify({ ...callers, policy, publicUrl, lookupHash: memoryHash, now }),
    identifySubject: createIdentifySubject({ policy, lookupHash: memoryHash, now }),
    admit: createCallLimits(policy.limits, createMemoryCallCounts(), now),
    brake: createBrake(policy.brake, createMemoryErasureCounts(), now),
    alertOfBrake: createBrakeAlert(),
    flows: createMemoryFlows(),
    log: createMemoryLog(),
    clock,
  };
}

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  /** An object is sent as JSON, a text as it is. */
  readonly body?: unknown;
  readonly params?: Record<string, string>;
}

/** The fields of answers that tests use. Which of them exist depends on the answer. */
export interface AnswerBody {
  readonly id: RequestId;
  readonly errors: readonly { readonly pointer: string }[];
  readonly items: readonly { readonly id: RequestId }[];
  readonly continuation: string | null;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; throws when it is not JSON. */
  json(): AnswerBody;
}

/** Calls a route as the host does. */
export async function call(handler: Handler, intake: MemoryIntake, sent: Sent): Promise<Answer> {
  const { method = 'GET', path = 'requests', headers = {}, body, params = {} } = sent;
  const request = new HttpRequest({
    method,
    url: `https://dsar.example.org/api/${path}`,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    params,
    ...(body !== undefined && {
      body: { string: typeof body === 'string' ? body : JSON.stringify(body) },
    }),
  });
  return answerOf(await handler(request, intake));
}

async function textOf(body: HttpResponseInit['body']): Promise<string> {
  if (body instanceof Readable || body instanceof ReadableStream) return await streamText(body);
  return Buffer.from((body ?? '') as string | Uint8Array).toString();
}

async function answerOf({ status = 200, headers, body }: HttpResponseInit): Promise<Answer> {
  const text = await textOf(body);
  return {
    status,
    headers: new Headers(headers),
    text,
    json: () => JSON.parse(text) as AnswerBody,
  };
}
