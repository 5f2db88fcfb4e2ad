import { strict as assert } from 'node:assert';
import type { Decided } from '../../../src/domain/gates.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import { acceptRequest } from '../../../src/doors/accept-request.ts';
import { addIdentifiers } from '../../../src/doors/add-identifiers.ts';
import { candidatesAt } from '../../../src/doors/candidates.ts';
import { decideRecords } from '../../../src/doors/decide-records.ts';
import { decide } from '../../../src/doors/decide.ts';
import type { HttpCall } from '../../../src/doors/http/route.ts';
import type { Principal } from '../../../src/doors/principal.ts';
import { Refused, type Problem } from '../../../src/doors/problem.ts';
import { identifiersSchema } from '../../../src/doors/request-schema.ts';
import { retry } from '../../../src/doors/retry.ts';
import { waive } from '../../../src/doors/waive.ts';
import { StorageAway } from '../../../src/ports/storage-away.ts';
import type { GiveUp } from '../../../src/upkeep/look-after-open.ts';
import { sweep } from '../../../src/upkeep/sweep.ts';
import { currentFlowVersion } from '../../../src/domain/flow-version.ts';
import { runActivity } from '../../../src/activities/all-activities.ts';
import { createMemoryLog } from '../../support/memory-ports.ts';
import { objectId } from './fleet.ts';
import { decisionsIn } from './operations.ts';
import type { ServiceProcess } from './process.ts';
import type { Deciding, Step, SystemName, Who } from './setting.ts';
import type { World } from './world-state.ts';

/** How a call was answered. `unknown`: the process died, or storage was away, so it may have taken effect or not. */
export type Answer =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'unknown' };

const roles = ['Approver', 'Operator'] as const;
const person = (name: Who): Principal => ({
  kind: 'person',
  id: name,
  roles: [...roles],
  mark: name,
});

const log = createMemoryLog();

/** Makes a call in the process that runs now, and lets the event loop run until it is answered. */
export async function answerOf(
  world: World,
  call: (process: ServiceProcess) => Promise<unknown>,
): Promise<Answer> {
  const process = world.process();
  const settled: { answer?: Answer; broken?: Error } = {};
  void call(process).then(
    () => (settled.answer = { kind: 'done' }),
    (error: unknown) => {
      if (error instanceof Refused) settled.answer = { kind: 'refused', problem: error.problem };
      else if (error instanceof StorageAway) settled.answer = { kind: 'unknown' };
      else settled.broken = error instanceof Error ? error : new Error('broken', { cause: error });
    },
  );
  while (!settled.answer && !settled.broken) {
    await world.time.turn();
    if (process.life.isOver()) return { kind: 'unknown' };
  }
  if (settled.broken) throw settled.broken;
  return settled.answer ?? { kind: 'unknown' };
}

const callBy = (process: ServiceProcess, who: Who): HttpCall => ({
  caller: person(who),
  flows: process.flows,
  log,
});

/** Sends the request of the case, again and again until it is answered. */
export async function accept(world: World): Promise<void> {
  const { type, callback } = world.setting;
  const body = {
    type,
    subject: { accounts: [{ tenant: 'dir', objectId }] },
    ...(callback && { callbackUrl: 'https://portal.example.org/hook' }),
  };
  for (;;) {
    const answer = await answerOf(world, async ({ intake, flows }) => {
      const submission = {
        caller: 'requester',
        actor: { kind: 'person', id: 'requester' },
      } as const;
      const sent = { ...submission, door: 'http', idempotencyKey: 'one', body } as const;
      const { request } = await acceptRequest(intake, { flows, log }, sent);
      world.request = request.id;
    });
    assert.notEqual(answer.kind, 'refused', JSON.stringify(answer));
    if (answer.kind === 'done') return;
  }
}

const giveUpIn =
  ({ deps }: ServiceProcess): GiveUp =>
  async (requestId, run, { flows }) => {
    const ended = await runActivity(deps, 'endBroken', { requestId, run });
    if (ended.ok) await flows.deliver(requestId, currentFlowVersion, ended.value);
  };

export const sweepOnce = (world: World): Promise<Answer> =>
  answerOf(world, (process) =>
    sweep({ ...process.intake }, { flows: process.flows, log }, giveUpIn(process)),
  );

/** The event that ends the current wait is sent again. */
export const wakeAgain = (world: World): Promise<Answer> =>
  answerOf(world, async ({ flows }) => {
    const { row } = await world.stored();
    await flows.wake(row.id, row.run, row.gates.waits);
  });

/** One decision about the whole request. */
export async function decideOnce(world: World, step: Deciding): Promise<Answer> {
  const { row } = await world.stored();
  const decided = decidedBy(step, row.planHash ?? 'none');
  return answerOf(world, (process) =>
    decide(process.intake, callBy(process, step.by), row.id, decided),
  );
}

function decidedBy(step: Deciding, planHash: string): Decided {
  switch (step.do) {
    case 'approve':
      return { what: 'approve', planHash: step.plan === 'current' ? planHash : 'another' };
    case 'refuse':
      return { what: 'refuse', reason: 'other' };
    case 'identity':
      return { what: 'identity', reason: 'document' };
    case 'extend':
      return { what: 'extend', reason: 'complexity' };
    case 'hold': {
      const { hours } = step;
      const until = hours === null ? null : new Date(Date.now() + hours * 3_600_000).toISOString();
      return { what: 'hold', reason: 'investigation', until };
    }
    case 'withdraw':
    case 'resume':
      return { what: step.do };
  }
}

export async function chooseOnce(
  world: World,
  { system, records }: Extract<Step, { do: 'decide' }>,
): Promise<Answer> {
  const { row } = await world.stored();
  return answerOf(world, async (process) => {
    const call = callBy(process, 'ada');
    const found = await candidatesAt(process.intake, call.caller, row, systemIdOf(system));
    const most = { none: 0, first: 1, all: found.length }[records];
    const codes = found.slice(0, most).map(({ code }) => code);
    const chosen = { records: codes, reason: null };
    await decideRecords(process.intake, call, row, systemIdOf(system), chosen);
  });
}

/** @param address an e-mail address that nobody named before */
export async function addOnce(world: World, address: string): Promise<Answer> {
  const { row } = await world.stored();
  const { subject } = identifiersSchema.parse({ subject: { emails: [address] } });
  return answerOf(world, (process) =>
    addIdentifiers(process.intake, callBy(process, 'ada'), row, subject),
  );
}

export async function retryOnce(world: World, system: SystemName | null): Promise<Answer> {
  const { row } = await world.stored();
  const one = system && systemIdOf(system);
  return answerOf(world, (process) => retry(process.intake, callBy(process, 'bob'), row.id, one));
}

export async function waiveOnce(
  world: World,
  { system, by }: Extract<Step, { do: 'waive' }>,
): Promise<Answer> {
  const { row } = await world.stored();
  const waiver = { system: systemIdOf(system), reason: 'other' } as const;
  return answerOf(world, (process) => waive(process.intake, callBy(process, by), row, waiver));
}

/** The rows of storage as a text, to see whether a call has changed anything. */
export const contentOf = ({ outside }: World): string =>
  JSON.stringify(outside.rows.between('', '\u{ffff}'));

export const countOf = async (world: World): Promise<number> =>
  decisionsIn((await world.stored()).facts).length;
