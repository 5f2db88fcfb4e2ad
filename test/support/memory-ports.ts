import { createHash } from 'node:crypto';
import type { Audit, AuditLine } from '../../src/ports/audit.ts';
import type { FlowProgress, FlowStarter } from '../../src/ports/flow-starter.ts';
import type { KeptSearches } from '../../src/ports/kept-searches.ts';
import { KeyDestroyed, type KeyPurpose, type KeyRing } from '../../src/ports/key-ring.ts';
import type { Log, LogFields } from '../../src/ports/log.ts';
import type { RequestQueue } from '../../src/ports/request-queue.ts';
import type { PoisonQueue } from '../../src/ports/poison-queue.ts';
import type { Envelope, Envelopes } from '../../src/ports/envelopes.ts';
import type { StatusEvent, StatusQueue } from '../../src/ports/status-queue.ts';
import type { LookupHash } from '../../src/ports/lookup-hash.ts';

/** Replaces the keyed hash: equal parts give equal hashes. */
export const memoryHash: LookupHash = (...parts) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/** Keys exist until they are destroyed. */
export function createMemoryKeys(): KeyRing {
  const keys = new Map<string, string>();

  async function read(requestId: string, purpose: KeyPurpose): Promise<unknown> {
    const content = keys.get(`${requestId} ${purpose}`);
    if (content === undefined) throw new KeyDestroyed();
    return JSON.parse(content) as unknown;
  }

  return {
    create: async (requestId, purpose, content) => {
      keys.set(`${requestId} ${purpose}`, JSON.stringify(content));
      return { wrappedKey: `wrapped ${purpose}`, sealed: 'sealed' };
    },
    read,
    open: async (requestId) => {
      await read(requestId, 'dossier');
      return Buffer.alloc(32, requestId);
    },
    destroy: async (requestId, purpose) => {
      keys.delete(`${requestId} ${purpose}`);
    },
    forget: () => undefined,
  };
}

/** Envelopes without encryption. */
export const memoryEnvelopes: Envelopes = {
  seal: async (_owner, content) => ({ wrappedKey: 'wrapped', sealed: JSON.stringify(content) }),
  open: async (_owner, { sealed }) => JSON.parse(sealed) as unknown,
};

export function createMemoryKeptSearches(): KeptSearches {
  const kept = new Map<string, { envelope: Envelope; until: string }>();
  return {
    keep: async (mark, envelope, until) => void kept.set(mark, { envelope, until }),
    read: async (mark, now) => {
      const found = kept.get(mark);
      return found && found.until > now ? found.envelope : null;
    },
    forgetBefore: async () => undefined,
  };
}

/** Writes one line for each search, and adds up nothing. */
export function createMemoryAudit(): Audit {
  const lines: AuditLine[] = [];
  return {
    count: async (line) => void lines.unshift({ ...line, count: 1 }),
    list: async (limit) => ({ items: lines.slice(0, limit), continuation: null }),
    forgetBefore: async () => undefined,
  };
}

export interface MemoryQueues {
  readonly statusQueue: StatusQueue;
  readonly poisonQueue: PoisonQueue;
  readonly requestQueue: RequestQueue;
  /** The messages that were put into the queue of requests. */
  readonly redriven: readonly string[];
  readonly events: readonly StatusEvent[];
  readonly poison: readonly string[];
}

export function createMemoryQueues(): MemoryQueues {
  const events: StatusEvent[] = [];
  const poison: string[] = [];
  const redriven: string[] = [];
  return {
    events,
    poison,
    redriven,
    statusQueue: { send: async (event) => void events.push(event) },
    requestQueue: { send: async (body) => void redriven.push(body) },
    poisonQueue: {
      put: async (body) => void poison.push(body),
      summary: async () => ({
        count: poison.length,
        messages: poison.map((text, index) => ({
          id: String(index),
          text,
          insertedAt: '2026-03-02T10:00:00.000Z',
          expiresAt: '2026-03-09T10:00:00.000Z',
        })),
      }),
      remove: async (id, before) => {
        const text = poison[Number(id)];
        if (id === '' || text === undefined) return false;
        await before(text);
        poison.splice(Number(id), 1);
        return true;
      },
    },
  };
}

export interface MemoryFlows extends FlowStarter {
  /** Started requests with the version of their flow. */
  readonly started: Map<string, string>;
  /** Retries: requests and the numbers of their runs. */
  readonly retried: string[];
  readonly delivered: string[];
  readonly watched: string[];
  /** Requests and the waits that were ended. */
  readonly woken: string[];
  /** The answer of `progress` for requests that were not started here. */
  readonly progressOf: Map<string, FlowProgress>;
}

export function createMemoryFlows(): MemoryFlows {
  const started = new Map<string, string>();
  const retried: string[] = [];
  const delivered: string[] = [];
  const watched: string[] = [];
  const woken: string[] = [];
  const progressOf = new Map<string, FlowProgress>();
  return {
    started,
    retried,
    delivered,
    watched,
    woken,
    progressOf,
    start: async (requestId, version, run) => {
      if (run > 1) retried.push(`${requestId} ${String(run)}`);
      else started.set(requestId, version);
    },
    deliver: async (requestId) => void delivered.push(requestId),
    watch: async (requestId) => void watched.push(requestId),
    wake: async (requestId, _run, wait) => void woken.push(`${requestId} ${wait}`),
    progress: async (requestId, run) => {
      const isStarted =
        run > 1 ? retried.includes(`${requestId} ${String(run)}`) : started.has(requestId);
      return progressOf.get(requestId) ?? (isStarted ? 'running' : 'missing');
    },
  };
}

export interface MemoryLog extends Log {
  /** All log lines. */
  readonly lines: readonly string[];
}

export function createMemoryLog(): MemoryLog {
  const lines: string[] = [];
  const logWith = (always: LogFields): MemoryLog => ({
    lines,
    info: (event, fields) => void lines.push(JSON.stringify({ event, ...always, ...fields })),
    warn: (event, fields) => void lines.push(JSON.stringify({ event, ...always, ...fields })),
    error: (event, error, fields) => {
      const name = error instanceof Error ? error.name : typeof error;
      lines.push(JSON.stringify({ event, error: name, ...always, ...fields }));
    },
    with: (fields) => logWith({ ...always, ...fields }),
  });
  return logWith({});
}
