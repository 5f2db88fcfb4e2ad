import { simulatedConnectors as connectors } from './simulated-connectors.ts';
import { type DeniedKind, deniedKinds } from '../../src/domain/denied-fields.ts';
import type { Regulation } from '../../src/domain/request-type.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { withholding, type WithheldField } from '../../src/domain/withhold.ts';
import { sinkOf } from '../support/export-sink.ts';
import { startFixture, type Fixture } from '../local/sandbox/support/sandbox-fixture.ts';
import { exampleOf } from './example-of.ts';
import { openSystem } from './open-system.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture(300, 'all');
});
afterAll(() => fixture.end());

const values = Object.fromEntries(
  deniedKinds.map((kind, index) => [kind, `never-handed-over-${String(index)}`]),
) as Record<DeniedKind, string>;

describe.each(connectors.map(({ name }) => name))('%s', (name) => {
  const example = exampleOf(name);
  const { system, denied } = example;

  /** What the export of the person hands over and keeps back under a law. */
  async function exportUnder(regulation: Regulation, unique: string) {
    const person = await fixture.control.make(denied.person(values)(unique));
    const access = openSystem(fixture.sandbox, system, example.settings);
    const { hits } = await access.find(
      example.by(person).map((identifier) => ({ identifier, trust: 'given', source: 'request' })),
    );
    const withhold = withholding(regulation, systemIdOf(system), []);
    const handedOver: unknown[] = [];
    const withheld: WithheldField[] = [];
    const sink = sinkOf({
      write: (_part, given) => {
        const kept = withhold(given);
        handedOver.push(kept.item);
        withheld.push(...kept.withheld);
        return Promise.resolve();
      },
    });
    await access.export(hits[0]!.record, sink);
    return { handedOver: JSON.stringify(handedOver), withheld };
  }

  test('under the CCPA a field of each kind is kept back and named', async () => {
    const { handedOver, withheld } = await exportUnder('ccpa', '8101');
    for (const kind of deniedKinds) {
      expect(handedOver).not.toContain(values[kind]);
      const ground = ['password', 'security-answer'].includes(kind) ? 'secret' : 'ccpa-7024-d';
      expect(withheld).toContainEqual({ field: denied.fields[kind], kind, ground });
    }
    expect(JSON.stringify(withheld)).not.toContain('never-handed-over');
    expect(handedOver).toContain('example.org');
  });

  test('under the GDPR the person gets all of them except passwords and security answers', async () => {
    const { handedOver, withheld } = await exportUnder('gdpr', '8102');
    const secrets: readonly DeniedKind[] = ['password', 'security-answer'];
    for (const kind of deniedKinds)
      expect([kind, handedOver.includes(values[kind])]).toEqual([kind, !secrets.includes(kind)]);
    expect(new Set(withheld.map(({ kind }) => kind))).toEqual(new Set(secrets));
  });
});
