import { strict as assert } from 'node:assert';
import {
  addOnce,
  chooseOnce,
  contentOf,
  countOf,
  decideOnce,
  retryOnce,
  sweepOnce,
  wakeAgain,
  waiveOnce,
  type Answer,
} from './calls.ts';
import { decideAndNote, mustHaveHeard, passAGate } from './gates.ts';
import { untilOver } from './until-over.ts';
import type { Deciding, Step } from './setting.ts';
import type { World } from './world-state.ts';

/** Carries out one step of a case. @throws AssertionError when its answer breaks a rule */
export async function perform(world: World, step: Step): Promise<void> {
  const { fleet, time } = world;
  const { mishaps } = world.outside;
  switch (step.do) {
    case 'approve':
    case 'refuse':
    case 'withdraw':
    case 'resume':
    case 'extend':
    case 'identity':
    case 'hold':
      return checkDecision(world, step);
    case 'decide':
      await checkAnswer(world, () => chooseOnce(world, step));
      return;
    case 'retry':
      await checkAnswer(world, () => retryOnce(world, step.system));
      return;
    case 'waive':
      await checkAnswer(world, () => waiveOnce(world, step));
      return;
    case 'add':
      return checkAddition(world);
    case 'both':
      return checkBoth(world, step.one, step.other);
    case 'struck':
      mishaps.crashIn = step.calls;
      return checkDecision(world, step.call);
    case 'wake':
      await wakeAgain(world);
      return;
    case 'pass':
      await world.settle();
      await mustHaveHeard(world);
      await passAGate(world);
      return;
    case 'ends':
      return untilOver(world);
    case 'sweep':
      await sweepOnce(world);
      return;
    case 'settle':
      await world.settle();
      return mustHaveHeard(world);
    case 'turns':
      return world.turn(step.turns);
    case 'timer':
      time.moveTo(world.nextTimer() ?? Date.now());
      return;
    case 'wait':
      time.moveTo(Date.now() + step.minutes * 60_000);
      return;
    case 'crash':
      world.process().life.end();
      return;
    case 'crash in':
      mishaps.crashIn = step.calls;
      return;
    case 'storage away':
      Object.assign(mishaps, { awayIn: step.calls, awayFor: step.times });
      return;
    case 'breaks':
      fleet.all[step.system].failing = { calls: step.calls, soon: step.soon };
      return;
    case 'drift':
      drift(world, step);
  }
}

async function checkDecision(world: World, step: Deciding): Promise<void> {
  const answer = await checkAnswer(world, () => decideAndNote(world, step));
  if (answer.kind === 'done') mustBeAllowed(world, step);
}

/** The address is unknown to the request, also when an earlier call with another one was not answered. */
async function checkAddition(world: World): Promise<void> {
  const address = `a${String(await countOf(world))}@home.example`;
  const { done } = world.fleet;
  const answer = await checkAnswer(world, () => addOnce(world, address));
  // The flow may be searching now. Then it uses the address in the next plan.
  world.heardAfter = null;
  if (answer.kind !== 'done') return;
  world.added.push(address);
  const touched = done.filter(({ operation }) => operation === 'erase' || operation === 'export');
  assert.deepEqual(touched, [], 'an identifier was added after the first call');
}

function mustBeAllowed({ fleet }: World, step: Deciding): void {
  if (step.do === 'approve') {
    assert.notEqual(step.by, 'requester', 'the requester approved');
    assert.equal(step.plan, 'current', 'an approval of another plan was taken');
  }
  if (step.do !== 'withdraw' && step.do !== 'refuse' && step.do !== 'hold') return;
  const touched = fleet.done.filter(
    ({ operation }) => operation === 'erase' || operation === 'export',
  );
  assert.deepEqual(touched, [], `${step.do} was taken after the first call`);
}

/** A refused call changes nothing, and an answered one is written once. */
async function checkAnswer(world: World, make: () => Promise<Answer>): Promise<Answer> {
  const before = { count: await countOf(world), content: world.isQuiet() && contentOf(world) };
  const answer = await make();
  const written = (await countOf(world)) - before.count;
  if (answer.kind === 'done') assert.equal(written, 1, 'a decision is written once');
  else assert.ok(written >= 0 && written <= (answer.kind === 'unknown' ? 1 : 0), 'written');
  if (answer.kind !== 'refused') return answer;
  const { status, code, state, actions } = answer.problem;
  assert.ok([400, 404, 409].includes(status), code);
  if (code === 'not-allowed-in-state') assert.ok(state !== undefined && actions !== undefined);
  if (before.content !== false) assert.equal(contentOf(world), before.content, 'a refused call');
  return answer;
}

async function checkBoth(world: World, one: Deciding, other: Deciding): Promise<void> {
  const before = await countOf(world);
  const answers = await Promise.all([decideOnce(world, one), decideOnce(world, other)]);
  const written = (await countOf(world)) - before;
  const done = answers.filter(({ kind }) => kind === 'done').length;
  const unknown = answers.filter(({ kind }) => kind === 'unknown').length;
  assert.ok(written >= done && written <= done + unknown, 'two decisions at once');
}

function drift({ fleet, setting }: World, { system, how }: Extract<Step, { do: 'drift' }>): void {
  const one = fleet.all[system];
  const [id] = one.records.keys();
  if (setting.held[system] !== 'one' || id === undefined) return;
  one.drifts += 1;
  if (how === 'replaced') one.records.delete(id);
  one.records.set(`${system}-other-${String(one.drifts)}`, setting.enabled);
}
