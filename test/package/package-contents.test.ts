import { systemLine } from '../support/requests.ts';
import { examplePackage, exportedSystem, textOf } from '../support/example-package.ts';

/** The words of a page. */
const plain = (page: string) =>
  page
    .replace(/<(style|script)>.*?<\/\1>/gs, '')
    .replace(/<\/?(?:code|small|span|em)[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

const json = (text: string) => JSON.parse(text) as unknown;

describe('the files of a package', () => {
  it('begin with the overview: who asked when, what was found, what is missing and why, then the data', async () => {
    const files = await examplePackage(
      { crm: [{ part: 'contact', item: { firstname: 'Ada' } }] },
      {
        received: {
          ...{ at: '2026-03-02T10:00:00.000Z', kind: 'received', door: 'queue', type: 'access' },
          ...{ actor: { kind: 'key' }, regulation: 'gdpr', language: null, dueAt: '' },
          ...{ flowVersion: '1', hasCallback: false, systems: [], request: '' },
        } as never,
        systems: [
          exportedSystem('crm'),
          systemLine('shop', { verdict: 'absent', title: 'The shop' }),
          systemLine('mail', { verdict: 'failed', title: 'The mail' }),
        ],
      },
    );

    expect([...files.keys()][0]).toBe('index.html');
    const page = plain(textOf(files, 'index.html'));
    const told = [
      ...['A system of ours, for you', '2 March 2026', '2026-03-02 10:00:00 UTC'],
      ...['The mail', 'It could not be read.', 'The system did not answer.'],
      ...['The crm', 'Data was found.', 'The shop', 'Nothing about you was found.'],
      ...['Nothing was withheld.', 'The data in The crm', 'firstname', 'Ada'],
    ];
    let from = 0;
    for (const text of told) {
      expect(page.slice(from)).toContain(text);
      from = page.indexOf(text, from);
    }
  });

  it('keep the items of every record of a person, with the schema, the remarks and a table', async () => {
    const files = await examplePackage({
      'b2c-de': [
        { part: 'user', item: { id: 1, displayName: '=HYPERLINK("http://evil")' } },
        { part: 'memberOf', item: { id: 'g' } },
        { part: 'mfa', remark: 'Often not listed.' },
        { part: 'user', item: { id: 2, tags: ['a'] } },
        { part: 'user', remark: 'Second account.' },
        { part: 'user', withheld: { field: 'pin', kind: 'password', ground: 'secret' } },
        { part: 'user', withheld: { field: 'pin', kind: 'password', ground: 'secret' } },
      ],
    });

    expect(json(textOf(files, 'data/b2c-de/user.json'))).toEqual({
      schema: 'urn:habeas:schema:data',
      version: 1,
      system: 'b2c-de',
      title: 'The b2c-de',
      connector: 'hubspot',
      part: 'user',
      remarks: ['Second account.'],
      withheld: [{ field: 'pin', kind: 'password', ground: 'secret' }],
      items: [
        { id: 1, displayName: '=HYPERLINK("http://evil")' },
        { id: 2, tags: ['a'] },
      ],
    });
    expect(textOf(files, 'data/b2c-de/user.csv')).toBe(
      '\uFEFFid,displayName,tags\r\n1,"\'=HYPERLINK(""http://evil"")",\r\n2,,"[""a""]"\r\n',
    );
    expect(json(textOf(files, 'data/b2c-de/remarks.json'))).toMatchObject({
      remarks: [{ about: 'mfa', text: 'Often not listed.' }, { about: 'user' }],
      withheld: [{ about: 'user', field: 'pin' }],
    });
    const page = plain(textOf(files, 'index.html'));
    expect(page).toContain(
      'The b2c-de: user pin (password): it is a secret by which somebody could sign in as you.',
    );
    expect(page).not.toContain('Nothing was withheld.');
    expect(files.get('data/b2c-de/user.json')?.records).toBe(2);
  });

  it('split a long list into files of at most 5 MB with an index, and show it on pages by month', async () => {
    const text = 'x'.repeat(1000);
    const count = 12_000;
    const files = await examplePackage({
      crm: function* () {
        for (let n = 0; n < count; n += 1)
          yield {
            part: 'auditEvents',
            item: { n, activityDateTime: `2026-0${String(1 + (n % 2))}-01T00:00:00Z`, text },
          };
      },
    });

    const pieces = [...files.values()].filter(({ path }) => path.endsWith('.jsonl'));
    expect(pieces.length).toBeGreaterThan(2);
    const numbers = pieces.flatMap(({ content }) =>
      content
        .toString()
        .trimEnd()
        .split('\n')
        .map((line) => (json(line) as { n: number }).n),
    );
    expect(numbers).toEqual(Array.from({ length: count }, (_, n) => n));
    for (const { content } of files.values()) expect(content.length).toBeLessThanOrEqual(5_000_000);
    expect(json(textOf(files, 'data/crm/auditEvents.index.json'))).toMatchObject({
      schema: 'urn:habeas:schema:data',
      records: count,
      files: pieces.map(({ path, records }) => ({ path: path.slice('data/crm/'.length), records })),
    });

    const index = textOf(files, 'index.html');
    const linked = [...index.matchAll(/href="(pages[^"]+)"/g)].map((match) => String(match[1]));
    expect(linked).toHaveLength(24);
    const shown = linked.reduce(
      (sum, path) => sum + textOf(files, path).split('<li data-find').length - 1,
      0,
    );
    expect(shown).toBe(count);
    expect([...files.keys()].filter((path) => path.startsWith('pages')).sort()).toEqual(
      [...linked].sort(),
    );
    expect(index).toContain('February 2026');
  });

  it('have ASCII names inside the package, whatever a vendor calls its parts', async () => {
    const files = await examplePackage({
      crm: [
        { part: '../../etc/passwd', item: { a: 1 } },
        { part: 'C:\\evil', item: { a: 1 } },
        { part: 'Größe', item: { a: 1 } },
        { part: 'NUL', item: { a: 1 } },
        { part: 'nul_', item: { a: 1 } },
        { part: '‮', item: { a: 1 } },
        { part: '', item: { a: 1 } },
      ],
    });

    for (const path of files.keys())
      expect(path).toMatch(/^([A-Za-z0-9_-]+\/)*[A-Za-z0-9_-]+(\.[a-z]+)+$/);
    expect([...files.keys()].join()).not.toContain('..');
    const data = [...files.keys()].filter((path) => path.startsWith('data/'));
    expect(data).toHaveLength(7 * 2);
  });
});
