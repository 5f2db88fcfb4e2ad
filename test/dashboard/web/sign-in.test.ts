import { readSignIn, signInAddress } from '../../../src/dashboard/web/calls/sign-in.ts';

const answered = (status: number, body = '') =>
  readSignIn(() => Promise.resolve(new Response(body, { status })), 'https://dsar.example.org/');

test('the page learns who is signed in, that nobody is, or that App Service authentication is off', async () => {
  const claims = [
    { typ: 'roles', val: 'Operator' },
    { typ: 'name', val: 'Ada' },
  ];
  const session = JSON.stringify([{ user_id: 'ada', user_claims: claims }]);
  expect(await answered(200, session)).toEqual({ state: 'in', name: 'ada', roles: ['Operator'] });
  expect(await answered(200, '[]')).toEqual({ state: 'out' });
  expect(await answered(401)).toEqual({ state: 'out' });
  expect(await answered(404)).toEqual({ state: 'absent' });
  expect(await answered(200, '<html>')).toEqual({ state: 'absent' });
});

test('after the sign-in the browser comes back to the same view', () => {
  expect(signInAddress({ pathname: '/api/dashboard', hash: '#/requests/1' })).toBe(
    '/.auth/login/aad?post_login_redirect_uri=%2Fapi%2Fdashboard%23%2Frequests%2F1',
  );
});
