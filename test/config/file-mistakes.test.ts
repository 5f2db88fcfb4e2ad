import { mistakes, read, system } from './written-configuration.ts';

test.each([
  ['a file that is not JSON', '{"systems": [', 'habeas.config.json: is not valid JSON'],
  ['no systems', { systems: [] }, 'systems is []: configure at least one system'],
  [
    'an unknown key',
    { systems: [system], polices: {} },
    'habeas.config.json: has "polices", which is not allowed here',
  ],
  ['a list instead of an object', ['hunter2'], 'habeas.config.json: must be an object'],
  ['a text instead of a list of systems', { systems: 'crm' }, 'systems is "crm": must be a list'],
  ['a number instead of a system', { systems: [7] }, 'systems[0]: must be an object'],
  [
    'a text instead of settings',
    { systems: [{ ...system, settings: 'portal' }] },
    'systems[0].settings is "portal": must be an object',
  ],
  [
    'a missing setting',
    { systems: [{ ...system, settings: {} }] },
    'systems[0].settings.portal: is missing: give a text',
  ],
  [
    'an empty title',
    { systems: [{ ...system, title: '' }] },
    'systems[0].title is "": give it a title',
  ],
  [
    'an id in capitals',
    { systems: [{ ...system, id: 'HubSpot' }] },
    'systems[0].id is "HubSpot": use 2 to 40 lower-case letters',
  ],
  ['an id used twice', { systems: [system, system] }, 'systems[1].id is "hubspot": is used twice'],
  [
    'an unknown connector',
    { systems: [{ ...system, connector: 'sap' }] },
    'systems[0].connector is "sap": is not a connector: use one of hubspot',
  ],
  [
    'wrong settings',
    { systems: [{ ...system, settings: { portal: 7 } }] },
    'systems[0].settings.portal is 7: must be a text',
  ],
  [
    'an unknown setting',
    { systems: [{ ...system, settings: { portal: 'x', region: 'eu' } }] },
    'systems[0].settings: has "region", which is not allowed here',
  ],
  [
    'a setting that names another system',
    { systems: [{ ...system, settings: { portal: 'x', twin: 'nowhere' } }] },
    'systems[0].settings.twin is "nowhere": is not the id of another configured directory',
  ],
  [
    'a missing secret',
    { systems: [{ ...system, secrets: {} }] },
    'systems[0].secrets.accessToken: is missing: write env:NAME',
  ],
  [
    'a secret without environment variable',
    { systems: [{ ...system, secrets: { accessToken: 'env:NOWHERE' } }] },
    'systems[0].secrets.accessToken is "env:NOWHERE": NOWHERE is not set: set this',
  ],
  [
    'a country without a table of holidays',
    { systems: [system], policy: { country: 'JP' } },
    'policy.country is "JP": use the ISO 3166 code of a country',
  ],
  [
    'a holiday that is not a date',
    { systems: [system], policy: { holidays: ['Easter'] } },
    'policy.holidays[0] is "Easter": write dates, such as 2027-03-08',
  ],
  [
    'an invalid time zone',
    { systems: [system], policy: { timeZone: 'Mars/Base' } },
    'policy.timeZone is "Mars/Base": use an IANA time zone',
  ],
  [
    'an invalid duration',
    { systems: [system], policy: { giveUpAfter: '1 day' } },
    'policy.giveUpAfter is "1 day": write an ISO 8601 duration',
  ],
  [
    'a number that is too small',
    { systems: [system], policy: { packageDays: 0 } },
    'policy.packageDays is 0: must be at least 1',
  ],
  [
    'a number that is too large',
    { systems: [system], policy: { retryDays: 900 } },
    'policy.retryDays is 900: must be at most 365',
  ],
  [
    'an invalid address',
    { systems: [{ ...system, settings: { portal: 'x', baseUrl: 'crm' } }] },
    'systems[0].settings.baseUrl is "crm": must be an address, such as https://',
  ],
  [
    'an invalid GUID',
    { systems: [{ ...system, settings: { portal: 'x', tenantId: 'me' } }] },
    'systems[0].settings.tenantId is "me": must be a GUID, such as ',
  ],
  [
    'a value that is not in the list',
    { systems: [{ ...system, settings: { portal: 'x', cloud: 'moon' } }] },
    'systems[0].settings.cloud is "moon": must be one of "global", "china"',
  ],
  [
    'an origin with a path',
    {
      systems: [system],
      policy: { callbacks: { origins: [{ origin: 'https://a.example/x', secrets: ['env:S'] }] } },
    },
    'policy.callbacks.origins[0].origin is "https://a.example/x": write an origin',
  ],
])('the error for %s names the place and the fix', (_name, content, message) => {
  expect(mistakes(content)).toContain(message);
});

test('one error lists all mistakes: in the environment, in the policy and in every system', () => {
  const content = {
    systems: [
      { ...system, connector: 'sap', title: '' },
      { id: 'X', connector: 'hubspot', settings: {}, secrets: { accessToken: 'env:NOWHERE' } },
      { ...system, id: 'third', secrets: { accessToken: 'hunter2' } },
    ],
    policy: { retryDays: 'x', timeZone: 'Mars/Base' },
    polices: {},
  };
  const text = mistakes(content, { HABEAS_LOOKUP_KEY: undefined, AzureWebJobsStorage: '' });
  const lines = text.split('\n  ').slice(1);
  const places = [
    'environment: AzureWebJobsStorage: is not set',
    'environment: HABEAS_LOOKUP_KEY: is not set',
    'habeas.config.json: has "polices"',
    'habeas.config.json: systems[0].connector',
    'habeas.config.json: systems[0].title',
    'habeas.config.json: systems[1].id',
    'habeas.config.json: systems[1].title: is missing',
    'habeas.config.json: systems[1].settings.portal',
    'habeas.config.json: systems[1].secrets.accessToken',
    'habeas.config.json: systems[2].secrets.accessToken',
    'habeas.config.json: policy.retryDays',
    'habeas.config.json: policy.timeZone',
  ];
  for (const place of places)
    expect(lines.filter((line) => line.startsWith(place))).toHaveLength(1);
  expect(lines).toHaveLength(places.length);
});

test('the stack of the error shows only the mistakes', () => {
  expect.assertions(2);
  try {
    read({ systems: [] });
  } catch (error) {
    const { stack = '', message } = error as Error;
    expect(stack).toBe(`ConfigurationError: ${message}`);
    expect(stack).not.toMatch(/^\s+at /m);
  }
});

test('a file may begin with a byte order mark', () => {
  expect(mistakes(`\uFEFF${JSON.stringify({ systems: [system] })}`)).toBe('');
});

test('no message shows a secret, neither an invalid secret nor a secret in the file', () => {
  const short = mistakes({ systems: [system] }, { HUBSPOT_TOKEN: 'hunter2' });
  expect(short).toContain('systems[0].secrets.accessToken: is too short');
  const inline = mistakes({ systems: [{ ...system, secrets: { accessToken: 'hunter2' } }] });
  expect(inline).toContain('systems[0].secrets.accessToken: write env:NAME');
  const broken = mistakes('{"secrets": hunter2}') + mistakes(['hunter2']) + mistakes('"hunter2"');
  const wrongKey = mistakes({ systems: [system] }, { HABEAS_LOOKUP_KEY: 'hunter2' });
  expect([short, inline, broken, wrongKey].join('\n')).not.toContain('hunter2');
});
