import { QueueClient } from '@azure/storage-queue';
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchPerson } from './bench-people.ts';

interface FinishedEvent {
  readonly type: string;
  readonly subject: string;
  readonly data: { readonly state: string };
}

export interface HabeasErasures {
  /** Sends an erasure of one person to Habeas over HTTP, and returns the final state from the status queue. */
  readonly erase: (person: BenchPerson) => Promise<string>;
  /** Sends it, and returns when it was accepted. `ended` resolves with the final state. */
  readonly send: (person: BenchPerson) => Promise<{ readonly ended: Promise<string> }>;
  stop(): void;
}

/** Sends requests over HTTP and reads the ends from the queue `dsar-status`, like a system that sends many requests. */
export function habeasErasures(
  api: string,
  storage: string,
  type: 'erasure' | 'access' = 'erasure',
): HabeasErasures {
  const waiting = new Map<string, (state: string) => void>();
  const early = new Map<string, string>();
  const queue = new QueueClient(storage, 'dsar-status');
  let stopped = false;
  void listen();

  async function listen(): Promise<void> {
    while (!stopped) {
      const { receivedMessageItems } = await queue
        .receiveMessages({ numberOfMessages: 32, visibilityTimeout: 3600 })
        .catch(() => ({ receivedMessageItems: [] }));
      for (const { messageText } of receivedMessageItems) take(messageText);
      if (receivedMessageItems.length < 32) await delay(250);
    }
  }

  function take(messageText: string): void {
    const event = JSON.parse(Buffer.from(messageText, 'base64').toString()) as FinishedEvent;
    const resolve = waiting.get(event.subject);
    if (resolve) resolve(event.data.state);
    else early.set(event.subject, event.data.state);
  }

  async function send(person: BenchPerson): Promise<{ ended: Promise<string> }> {
    const id = await submit(api, person, type);
    const known = early.get(id);
    const ended = new Promise<string>((resolve) => waiting.set(id, resolve));
    return { ended: known === undefined ? ended : Promise.resolve(known) };
  }

  return {
    send,
    erase: async (person) => (await send(person)).ended,
    stop: () => {
      stopped = true;
    },
  };
}

async function submit(api: string, { accounts }: BenchPerson, type: string): Promise<string> {
  const first = accounts[0];
  if (!first) throw new Error('A person without an account cannot be asked for.');
  const accepted = await fetch(`${api}/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      type,
      subject: { accounts: [{ tenant: first.system, objectId: first.objectId }] },
    }),
  });
  if (accepted.status !== 202)
    throw new Error(`Not accepted: ${String(accepted.status)} ${await accepted.text()}`);
  const { id } = (await accepted.json()) as { id: string };
  return id;
}
