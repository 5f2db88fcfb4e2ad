import path from 'node:path';
import type { Hit } from '../../src/domain/match.ts';
import type { SystemAccess } from '../../src/ports/system-access.ts';
import { startFixture, type Fixture } from '../local/sandbox/support/sandbox-fixture.ts';
import type { InventedPerson, PersonOrder } from './connector-example.ts';
import { exampleOf } from './example-of.ts';
import { known } from './known.ts';
import { openSystem } from './open-system.ts';

export const examples = path.join(__dirname, 'examples');

let fixture: Fixture;
let number = 4000;

beforeAll(async () => {
  fixture = await startFixture(300, 'all');
});
afterAll(() => fixture.end());

/** The sandbox of this test file. */
export const theFixture = (): Fixture => fixture;

export { known };

export async function make(order: PersonOrder): Promise<InventedPerson> {
  number += 1;
  return fixture.control.make(order(String(number)));
}

/**
 * A time long enough ago for an erasure to have settled.
 * @param graceDays how many days the vendor can still recover what was erased
 */
export const begunAt = (graceDays = 0): string =>
  new Date(Date.now() - 60_000 - graceDays * 86_400_000).toISOString();

/** A connector with its example, on the sandbox. */
export function connectorUnderTest(name: string) {
  const example = exampleOf(name);
  const { system } = example;
  const open = (settings: object = {}) =>
    openSystem(fixture.sandbox, system, { settleSeconds: 1, ...example.settings, ...settings });
  async function found(access: SystemAccess, person: InventedPerson): Promise<Hit> {
    const { hits } = await access.find(known(example.by(person)));
    const [hit] = hits;
    if (!hit) throw new Error('the person was not found');
    return hit;
  }
  return { example, system, open, found };
}
