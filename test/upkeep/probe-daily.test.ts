import { systemIdOf } from '../../src/domain/system.ts';
import type { ProbeReport } from '../../src/ports/system-access.ts';
import { probeDaily } from '../../src/upkeep/probe-daily.ts';
import { probeRoute, systemsRoute } from '../../src/doors/http/system-routes.ts';
import {
  call,
  createMemoryIntake,
  strictPolicy,
  type MemoryIntake,
} from '../support/memory-intake.ts';
import { system } from '../support/memory-house.ts';

const missing = { what: 'read contacts: permission-missing (403)', fix: 'Grant crm.read.' };

let report: ProbeReport | Error;
let probes: string[];
let intake: MemoryIntake;

beforeEach(() => {
  report = { reachable: true, problems: [missing] };
  probes = [];
  const probe = (id: string) => () => {
    probes.push(id);
    return report instanceof Error ? Promise.reject(report) : Promise.resolve(report);
  };
  const systems = ['crm', 'erp'].map((id) => system(id, { probe: probe(id) }));
  intake = createMemoryIntake(strictPolicy, undefined, systems);
});

const runAt = async (at: string) => {
  intake.clock.at = at;
  await probeDaily(intake, intake.log);
};
const shown = async () =>
  JSON.parse((await call(systemsRoute(intake), intake, {})).text) as object[];

test('every system is probed ten minutes after the service first knew it, and then once a day, one at a time', async () => {
  await runAt('2026-03-02T10:00:00.000Z');
  await runAt('2026-03-02T10:09:00.000Z');
  expect(probes).toEqual([]);
  for (const at of ['10:10:00', '10:10:30', '10:11:00']) await runAt(`2026-03-02T${at}.000Z`);
  expect(probes).toEqual(['crm', 'erp']);
  expect(await shown()).toMatchObject([
    { id: 'crm', probe: { at: '2026-03-02T10:10:00.000Z', reachable: true, problems: [missing] } },
    { id: 'erp', probe: { at: '2026-03-02T10:10:30.000Z' } },
  ]);
  await runAt('2026-03-03T10:09:00.000Z');
  expect(probes).toHaveLength(2);
  await runAt('2026-03-03T10:10:00.000Z');
  expect(probes).toEqual(['crm', 'erp', 'crm']);
});

test('a paused system is not probed daily, but it is probed on request', async () => {
  const crm = systemIdOf('crm');
  await runAt('2026-03-02T10:00:00.000Z');
  const pause = { since: intake.clock.at, by: { kind: 'service' } } as const;
  await intake.systemStates.pause(crm, pause);
  await runAt('2026-03-02T11:00:00.000Z');
  await runAt('2026-03-02T11:00:30.000Z');
  expect(probes).toEqual(['erp']);
  const answer = await call(probeRoute(intake), intake, { method: 'POST', params: { id: crm } });
  expect(answer.json()).toMatchObject({
    id: 'crm',
    health: 'paused',
    probe: { problems: [missing] },
  });
});

test('a probe that throws an error is reported as a problem, without the text of the error', async () => {
  report = new Error('ada@example.org');
  const answer = await call(probeRoute(intake), intake, { method: 'POST', params: { id: 'crm' } });
  expect(answer.status).toBe(200);
  expect(answer.json()).toMatchObject({ probe: { reachable: false, problems: [{}] } });
  expect(answer.text).not.toContain('ada@');
});

test('a system that is not configured is not found', async () => {
  for (const id of ['nowhere', '../x', ''])
    expect(
      (await call(probeRoute(intake), intake, { method: 'POST', params: { id } })).status,
    ).toBe(404);
});
