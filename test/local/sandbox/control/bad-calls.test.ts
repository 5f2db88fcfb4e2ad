import { startFixture, type Fixture } from '../support/sandbox-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());

describe('a bad control call', () => {
  it.each([
    ['GET', 'nothing', undefined, 404, 'not-found'],
    ['PATCH', 'clock', {}, 405, 'method-not-allowed'],
    ['GET', 'people?in=b2c-at', undefined, 404, 'unknown-system'],
    ['GET', 'people?limit=many', undefined, 400, 'invalid-request'],
    ['GET', 'people/p-999999/traces', undefined, 404, 'unknown-person'],
    ['GET', 'journal?after=x', undefined, 400, 'invalid-request'],
    ['PUT', 'systems/b2c-at/fault', { mode: 'reset' }, 404, 'unknown-system'],
    ['PUT', 'systems/hubspot/fault', { mode: 'explode' }, 400, 'invalid-request'],
    ['PUT', 'systems/hubspot/fault', { mode: 'reset', tmies: 3 }, 400, 'invalid-request'],
    [
      'PUT',
      'systems/hubspot/fault',
      { mode: 'reset', match: { path: '(' } },
      400,
      'invalid-request',
    ],
    ['PUT', 'systems/hubspot/fault', { mode: 'refuse', when: 'after' }, 400, 'invalid-request'],
    ['PUT', 'systems/hubspot/fault', undefined, 400, 'invalid-json'],
    ['PUT', 'systems/hubspot/fault', { mode: 'lag' }, 400, 'invalid-request'],
    ['PUT', 'systems/hubspot/fault', { mode: 'reset', reads: {} }, 400, 'invalid-request'],
    [
      'PUT',
      'systems/hubspot/fault',
      { mode: 'lag', reads: { one: [1, 2] } },
      400,
      'invalid-request',
    ],
    ['PUT', 'systems/hubspot/settings', { roles: [] }, 400, 'invalid-request'],
    ['POST', 'people', { in: {} }, 400, 'invalid-request'],
    ['POST', 'people', { person: 'p-999999', in: {} }, 400, 'invalid-request'],
    ['POST', 'people/p-999999/restore', {}, 404, 'unknown-person'],
    ['POST', 'clock', { advanceSeconds: -1 }, 400, 'invalid-request'],
    [
      'POST',
      'people',
      { displayName: 'X', in: { 'b2c-de': { user: { dateOfBirth: '2000-01-01' } } } },
      400,
      'invalid-request',
    ],
    [
      'POST',
      'people',
      { displayName: 'X', in: { 'b2c-de': { user: { id: 'not-a-guid' } } } },
      400,
      'invalid-request',
    ],
    ['POST', 'people', { displayName: 'X', in: { salesforce: {} } }, 400, 'invalid-request'],
    [
      'POST',
      'people',
      { displayName: 'X', emails: ['vera.victim@example.org'], in: { 'b2c-de': { user: {} } } },
      409,
      'taken',
    ],
    [
      'POST',
      'people',
      {
        displayName: 'X',
        emails: ['vera.victim@example.org'],
        in: { hubspot: { properties: {} } },
      },
      409,
      'taken',
    ],
  ])('%s %s %j is answered %i %s', async (method, where, body, status, code) => {
    const answer = await fixture.control.call(method, where, body);
    expect(answer).toMatchObject({
      status,
      body: { type: `urn:habeas:sandbox:problem:${code}`, status, code },
    });
  });
});
