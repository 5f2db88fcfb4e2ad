import type { NewFact } from '../../../src/domain/fact.ts';
import { evidenceRoute } from '../../../src/doors/http/journal-routes.ts';
import { packageRoute, reportRoute } from '../../../src/doors/http/request-routes.ts';
import type { Handler } from '../../../src/doors/http/route.ts';
import { call, createMemoryIntake, type MemoryIntake } from '../../support/memory-intake.ts';
import { acceptance, ending, registeredRequest, systemLine } from '../../support/requests.ts';

let intake: MemoryIntake;
beforeEach(() => {
  intake = createMemoryIntake();
});

const whatOf = (fact: NewFact): string =>
  fact.kind === 'viewed' || fact.kind === 'fetched' ? `${fact.kind} ${fact.what}` : '';

test('a view of report, evidence or package is a fact, once for each caller and hour', async () => {
  const { id } = registeredRequest();
  const request = registeredRequest({ id, type: 'access' });
  await intake.register.accept(acceptance({ request }));
  await intake.results.put(id, 'report.json', Buffer.from('{}'));
  await intake.results.put(id, 'package.zip', Buffer.from('zip'));
  await intake.register.end(
    id,
    ending({ systems: [systemLine('hubspot', { verdict: 'exported' })] }),
  );
  const look = async (route: Handler, key: string) => {
    const headers = { 'x-functions-key': key };
    expect((await call(route, intake, { headers, params: { id } })).status).toBe(200);
  };
  const looks = async () =>
    (await intake.register.journal(id, true))?.facts.map(whatOf).filter((what) => what !== '');

  for (const route of [reportRoute, evidenceRoute, packageRoute])
    for (const _ of [1, 2]) await look(route(intake), 'one');
  expect(await looks()).toEqual(['viewed report', 'viewed evidence', 'fetched package']);
  intake.clock.at = '2026-03-02T11:00:00.000Z';
  await look(reportRoute(intake), 'one');
  expect(await looks()).toHaveLength(4);
});
