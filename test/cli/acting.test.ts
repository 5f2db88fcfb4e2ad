import { request, requestId } from './requests.ts';
import { runHabeas } from './run-habeas.ts';
import { failed, service } from './service-of-commands.ts';

test('waive says that a second operator is needed; assign takes a request; a list shows what I handle', async () => {
  const { calls, options } = await service({
    [`POST /api/requests/${requestId}/systems/hubspot/waive`]: [
      { body: request('failed', [failed], { needed: 'second-person' }) },
    ],
    [`POST /api/requests/${requestId}/assign`]: [
      { body: request('running', [], { assigned: { kind: 'person', id: 'x', me: true } }) },
    ],
    'GET /api/requests?assigned=me&limit=50': [{ body: { items: [], continuation: null } }],
  });
  const comment = ['--comment', 'It was sold.'];
  const waived = ['waive', requestId, 'hubspot', '--reason', 'system-retired', ...comment];
  const waiver = await runHabeas(waived, options);
  expect(`${waiver.output}${waiver.errors}`).toContain(
    'when another operator waives the system too',
  );
  const taken = await runHabeas(['assign', requestId, 'me'], options);
  expect(taken.output).toMatch(/handled by +you/);
  expect((await runHabeas(['list', '--assigned', 'me'], options)).code).toBe(0);
  expect(calls.map(({ body }) => body)).toEqual([
    { reason: 'system-retired', comment: 'It was sold.' },
    { to: 'me' },
    undefined,
  ]);
});

test('identifiers and a comment are sent unchanged; comments and upkeep are shown', async () => {
  const { calls, options } = await service({
    [`POST /api/requests/${requestId}/identifiers`]: [{ body: request('resolving') }],
    [`POST /api/requests/${requestId}/hold`]: [{ body: request('on-hold') }],
    [`GET /api/requests/${requestId}/comments`]: [
      {
        body: [
          {
            ...{ at: '2026-03-02T10:00:00.000Z', what: 'hold', comment: 'She will call.' },
            actor: { kind: 'person', id: 'ada' },
          },
        ],
      },
    ],
    'GET /api/upkeep': [{ body: { sweeper: { failures: 0 }, configuration: { systems: [] } } }],
  });
  await runHabeas(['identifiers', requestId, '--email', 'a@example.org'], options);
  const held = ['hold', requestId, '--reason', 'other', '--comment', 'She will call.'];
  await runHabeas(held, options);
  expect(calls.map(({ body }) => body)).toEqual([
    { subject: { emails: ['a@example.org'] } },
    { reason: 'other', comment: 'She will call.' },
  ]);
  expect((await runHabeas(['comments', requestId], options)).output).toMatch(
    /ada +hold +She will call\./,
  );
  const { output } = await runHabeas(['upkeep'], options);
  expect(output).toContain('{"failures":0}');
  expect(output).not.toContain('configuration');
});
