import { SystemFailure } from '../../src/domain/failure.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { findSubject } from '../../src/activities/resolve/find-subject.ts';
import { pauseRoute, resumeSystemRoute, systemsRoute } from '../../src/doors/http/system-routes.ts';
import { requestRoute } from '../../src/doors/http/request-routes.ts';
import type { SystemView } from '../../src/doors/http/operator-shapes.ts';
import { settlementWithoutMatch } from '../../src/domain/judge-search.ts';
import { guardSystems } from '../../src/upkeep/guard-systems.ts';
import { probeDaily } from '../../src/upkeep/probe-daily.ts';
import { call } from '../support/memory-intake.ts';
import { until } from '../support/until.ts';
import {
  createMemoryHouse,
  order,
  requestId,
  system,
  type MemoryHouse,
} from '../support/memory-house.ts';

const crm = systemIdOf('crm');
const search = { ...order, from: 0, to: 1, skip: [], again: false, anew: false };

let house: MemoryHouse;
/** The failure of the CRM; null: it answers that it found nothing. */
let failure: SystemFailure | null;
let calls: number;

beforeEach(async () => {
  failure = null;
  calls = 0;
  const find = () => {
    calls += 1;
    return failure ? Promise.reject(failure) : Promise.resolve([]);
  };
  house = await createMemoryHouse([system('crm', { find })]);
});

/** One host of the service. Hosts share only the storage. */
function host(): MemoryHouse {
  const { systemStates, now } = house.intake;
  const systems = guardSystems(house.systems, systemStates, now);
  return { ...house, systems, intake: { ...house.intake, systems } };
}

async function crmOf({ intake }: MemoryHouse): Promise<SystemView | undefined> {
  const answer = await call(systemsRoute(intake), intake, {});
  return (JSON.parse(answer.text) as SystemView[])[0];
}

const post = (route: typeof pauseRoute, { intake }: MemoryHouse) =>
  call(route(intake), intake, { method: 'POST', params: { id: crm } });

const later = (seconds: number) => {
  const { clock } = house.intake;
  clock.at = new Date(Date.parse(clock.at) + seconds * 1000).toISOString();
};

describe('a paused system', () => {
  test('is called by no host, holds up the request, costs no patience, and is called again after the pause', async () => {
    const [one, other] = [host(), host()];
    expect((await post(pauseRoute, one)).status).toBe(200);
    later(60);
    for (const each of [one, other])
      expect(await findSubject(each, search)).toMatchObject({
        setbacks: [{ system: crm, attempt: { kind: 'queued', seconds: 10, paused: true } }],
      });
    expect(calls).toBe(0);
    expect(await crmOf(other)).toMatchObject({ health: 'paused', waiting: 1 });
    const shown = await call(requestRoute(one.intake), one.intake, { params: { id: requestId } });
    expect(shown.json()).toMatchObject({
      waitingFor: ['crm'],
      systems: [{ progress: { step: 'find', code: null, nextAt: null, waitingFor: 'system' } }],
    });

    await post(resumeSystemRoute, other);
    later(10);
    for (const each of [one, other])
      expect(await findSubject(each, search)).toMatchObject({ setbacks: [] });
    expect(calls).toBe(2);
    expect(await crmOf(one)).toMatchObject({ pausedSince: null });
  });

  test('is checked less and less often, and the journal says once that the request waits', async () => {
    const one = host();
    await post(pauseRoute, one);
    const waits: number[] = [];
    for (const seconds of [60, 3600, 24 * 3600]) {
      later(seconds);
      const { setbacks } = await findSubject(one, search);
      waits.push(
        ...setbacks.map(({ attempt }) => ('seconds' in attempt ? Number(attempt.seconds) : 0)),
      );
    }
    expect(waits).toEqual([10, 366, 1800]);
    const journal = await one.register.journal(requestId, true);
    expect(journal?.facts.filter(({ kind }) => kind === 'tried')).toMatchObject([
      { outcome: 'later', step: 'find', nextAt: null },
    ]);
  });

  test('keeps the time and the operator of the first call', async () => {
    const one = host();
    await post(pauseRoute, one);
    const { pausedSince, pausedBy } = (await crmOf(one)) ?? {};
    later(60);
    await post(pauseRoute, one);
    expect(await crmOf(one)).toMatchObject({ pausedSince, pausedBy });
  });
});

describe('the health of a system', () => {
  test('is computed from the tries of all hosts', async () => {
    expect(await crmOf(host())).toMatchObject({ health: 'unknown' });
    failure = new SystemFailure('credentials-rejected', '401');
    await findSubject(host(), search);
    const failedAt = house.intake.clock.at;
    await until('it was written', async () => (await crmOf(host()))?.lastFailureAt === failedAt);
    expect(await crmOf(host())).toMatchObject({
      health: 'failing',
      lastSuccessAt: null,
      lastFailureCode: 'credentials-rejected',
    });
    later(60);
    failure = null;
    await findSubject(host(), search);
    await until('it was written', async () => (await crmOf(host()))?.health === 'working');
    expect(await crmOf(host())).toMatchObject({ lastFailureAt: failedAt });
  });
});

describe('a control record', () => {
  const fix = 'Correct the name.';
  const missing = { what: 'find the control record', fix, code: 'control-missing' } as const;
  /** The information about the last probe that the connector of the CRM gets in a search. */
  let doubted: (boolean | undefined)[];

  beforeEach(async () => {
    doubted = [];
    house = await createMemoryHouse([
      system('crm', {
        probe: () => Promise.resolve({ reachable: true, problems: failure ? [missing] : [] }),
        find: (_known, options) => {
          doubted.push(options?.controlDoubted);
          return Promise.resolve({
            hits: [],
            searched: [{ by: 'object-id', in: 'live' }],
            notSearched: options?.controlDoubted
              ? [{ what: 'control-record', why: 'control-missing' }]
              : [],
          });
        },
      }),
    ]);
  });

  const nextDay = async ({ intake }: MemoryHouse) => {
    later(24 * 3600);
    await probeDaily(intake, intake.log);
  };

  test('that the daily probe of one host does not find is not trusted by any host until a probe finds it again', async () => {
    const [one, other] = [host(), host()];
    await nextDay(one);
    await nextDay(one);
    await findSubject(other, search);
    failure = new SystemFailure('misconfigured', 'the control record was not found');
    await nextDay(one);
    expect(await crmOf(other)).toMatchObject({ probe: { problems: [missing] } });
    await findSubject(other, search);
    const { searches = {} } = await other.dossiers.read(requestId, 1);
    expect(settlementWithoutMatch({ leads: 0 }, searches[crm]!)).toMatchObject({
      verdict: 'unsearched',
      reason: 'control-missing',
    });
    failure = null;
    await nextDay(one);
    await findSubject(other, search);
    expect(doubted).toEqual([false, true, false]);
  });
});
