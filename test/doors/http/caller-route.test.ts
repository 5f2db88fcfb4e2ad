import { callerRoute } from '../../../src/doors/http/caller-route.ts';
import { keyFingerprint } from '../../../src/doors/service-key.ts';
import { call, createMemoryIntake, strictPolicy } from '../../support/memory-intake.ts';

test('a key is told its name and its roles, and no more', async () => {
  const keys = [
    { name: 'desk', hmac: keyFingerprint('k'), roles: ['Operator', 'Auditor'] as const },
  ];
  const intake = createMemoryIntake(
    { ...strictPolicy, keys },
    { required: true, platformSignIn: false },
  );
  const answer = await call(callerRoute(intake), intake, {
    method: 'GET',
    path: 'caller',
    headers: { 'x-functions-key': 'k' },
  });
  expect(answer.json()).toEqual({ kind: 'key', id: 'desk', roles: ['Operator', 'Auditor'] });
});
