import {
  system,
  roles,
  control,
  lastAddress,
  change,
  open,
  make,
  byId,
  collected,
} from './tenant-under-test.ts';

describe('probe', () => {
  test('names every permission that is missing', async () => {
    await change({ roles: ['User.Read.All', 'Application.Read.All'] });
    const report = await open().probe();
    expect(report.reachable).toBe(true);
    const fixes = report.problems.map(({ fix }) => fix).join('\n');
    for (const permission of roles.filter((role) => !/^(User.Read|Application)/.test(role))) {
      expect(fixes).toContain(permission);
    }
  });

  test('says that a tenant cannot be reached', async () => {
    await control().fault(system, { mode: 'refuse' });
    expect(await open().probe()).toMatchObject({ reachable: false, problems: [{}] });
  });
});

describe('temporary faults of Graph', () => {
  test('the whole batch waits for the Retry-After of one throttled item', async () => {
    const record = await make();
    await control().fault(system, {
      mode: 'status',
      status: 429,
      retryAfter: 333,
      match: { path: '/memberOf$' },
    });
    await expect(open().export(record, collected().sink)).rejects.toMatchObject({
      code: 'throttled',
      retryAfter: 333,
    });
  });

  test('a token that is rejected once is renewed once', async () => {
    const access = open();
    const record = await make();
    await control().fault(system, { mode: 'status', status: 401, times: 1 });
    expect((await access.find(byId(record))).hits).toHaveLength(1);
  });

  test('a recycle bin that refuses the filter does not hide live users', async () => {
    await make();
    await control().fault(system, {
      mode: 'status',
      status: 400,
      match: { path: 'deletedItems/microsoft.graph.user' },
    });
    const identifier = { kind: 'email', value: lastAddress() } as const;
    const { hits } = await open().find([{ identifier, trust: 'given', source: 'request' }]);
    expect(hits.map(({ join }) => join)).toEqual(['address']);
  });

  test('an authority that does not answer is unavailable, not a credentials failure', async () => {
    const record = await make();
    await control().fault('authority', { mode: 'status', status: 503 });
    await expect(open().find(byId(record))).rejects.toMatchObject({ code: 'unavailable' });
    await control().clearFaults('authority');
  });
});
