import { openLinkRoute, packageLinkRoute } from '../../../src/doors/package-link/link-routes.ts';
import { linkTexts } from '../../../src/doors/package-link/link-texts.ts';
import { languages } from '../../../src/domain/language.ts';
import type { RequestId } from '../../../src/domain/request.ts';
import {
  call,
  createMemoryIntake,
  type Answer,
  type MemoryIntake,
} from '../../support/memory-intake.ts';
import { bringTo, ending, systemLine } from '../../support/requests.ts';

let intake: MemoryIntake;
let id: RequestId;
beforeEach(async () => {
  intake = createMemoryIntake();
  intake.clock.at = '2026-03-02T12:00:00.000Z';
  ({ id } = await bringTo(intake.register, { type: 'access' }));
  const systems = [systemLine('hubspot', { verdict: 'exported' })];
  await intake.register.end(id, ending({ systems, finishedAt: '2026-03-02T11:00:00.000Z' }));
  await intake.results.put(id, 'package.zip', Buffer.from('zip'));
});

async function newLink(): Promise<{ url: string; expiresAt: string }> {
  const answer = await call(packageLinkRoute(intake), intake, { method: 'POST', params: { id } });
  expect(answer.status).toBe(200);
  return JSON.parse(answer.text) as { url: string; expiresAt: string };
}

function open(url: string, headers = {}, method = 'GET'): Promise<Answer> {
  const token = url.split('/').at(-1) ?? '';
  return call(openLinkRoute(intake), intake, { method, params: { token }, headers });
}

async function fetches(): Promise<number> {
  const journal = await intake.register.journal(id, true);
  return journal?.facts.filter(({ kind }) => kind === 'fetched').length ?? 0;
}

test('a link works once, within its hour, and its use is a fact', async () => {
  const link = await newLink();
  expect(link.url).toMatch(/^https:\/\/.*\/api\/package-links\/[A-Za-z0-9_-]{43}$/);
  expect(link.expiresAt).toBe('2026-03-02T13:00:00.000Z');
  expect(await fetches()).toBe(0);
  expect((await open(link.url, {}, 'HEAD')).status).toBe(405);

  intake.clock.at = '2026-03-02T12:59:59.999Z';
  const answer = await open(link.url);
  expect(answer).toMatchObject({ status: 200, text: 'zip' });
  expect(answer.headers.get('content-disposition')).toContain('attachment');
  expect(await fetches()).toBe(1);

  const again = await open(link.url);
  expect(again.status).toBe(410);
  expect(again.json()).toMatchObject({
    code: 'package-expired',
    detail: expect.stringContaining('already used') as string,
  });
  expect(await fetches()).toBe(1);
});

test('of two calls at the same time, only one gets the package', async () => {
  const { url } = await newLink();
  const statuses = (await Promise.all([open(url), open(url)])).map(({ status }) => status);
  expect(statuses.sort()).toEqual([200, 410]);
});

test('a link is not used up when storage is away', async () => {
  const { url } = await newLink();
  const { results } = intake;
  const away = { ...results, getStream: () => Promise.reject(new Error('storage')) };
  const broken = openLinkRoute({ ...intake, results: away });
  const params = { token: url.split('/').at(-1) ?? '' };
  expect((await call(broken, intake, { method: 'GET', params })).status).toBe(500);
  expect((await open(url)).status).toBe(200);
});

test('an expired link explains itself to a person in their language', async () => {
  const { url } = await newLink();
  intake.clock.at = '2026-03-02T13:00:00.000Z';
  const answer = await open(url, { accept: 'text/html,*/*', 'accept-language': 'pt,de-AT;q=0.8' });
  expect(answer.status).toBe(410);
  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(answer.text).toContain('<html lang="de">');
  expect(answer.text).toContain('Der Link galt eine Stunde.');
  expect(await fetches()).toBe(0);
});

test.each(['', 'a'.repeat(43), '../../etc/passwd'])(
  'an unknown link is not found: %s',
  async (token) => {
    expect((await open(`https://x/${token}`)).status).toBe(404);
  },
);

test('the token is not stored', async () => {
  const { url } = await newLink();
  const token = url.split('/').at(-1) ?? '';
  await open(url);
  const journal = await intake.register.journal(id, true);
  expect(JSON.stringify([journal, intake.log.lines])).not.toContain(token);
});

test('a link to a package that is no longer kept says so', async () => {
  const { url } = await newLink();
  await intake.results.delete(id, 'package.zip');
  expect((await open(url)).json()).toMatchObject({
    detail: expect.stringContaining('no longer kept') as string,
  });
});

test.each(languages.filter((language) => language !== 'en'))(
  'the texts of a link are translated into %s',
  (language) => {
    for (const [key, text] of Object.entries(linkTexts.en))
      expect(linkTexts[language][key as keyof typeof linkTexts.en]).not.toBe(text);
  },
);
