import { readFileSync, rmSync } from 'node:fs';
import tls from 'node:tls';
import { startSandbox, type Sandbox } from '../../../../local/sandbox/start-sandbox.ts';
import type { JournalLine } from '../../../../local/sandbox/http/journal.ts';
import type { PersonView } from '../../../../local/sandbox/world/person-view.ts';
import { seededDataFolder } from '../../../support/seeded-data-folder.ts';
import type { Trace } from '../../../../local/sandbox/world/people.ts';

export interface Fixture {
  sandbox: Sandbox;
  folder: string;
  control: ControlClient;
  /** Stops the sandbox and starts it again in the same folder. */
  restart(): Promise<void>;
  end(): Promise<void>;
}

export interface ControlClient {
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  people(systems: string, limit?: number): Promise<PersonView[]>;
  byTrait(trait: string): Promise<PersonView[]>;
  make(order: unknown): Promise<PersonView>;
  traces(person: string): Promise<Trace[]>;
  journal(system?: string, after?: number): Promise<JournalLine[]>;
  fault(system: string, fault: object, name?: string): Promise<void>;
  clearFaults(system: string): Promise<void>;
}

function trust(caFile: string): void {
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(caFile, 'utf8')]);
}

function createControlClient(base: () => string): ControlClient {
  const call = async (method: string, where: string, body?: unknown) => {
    const response = await fetch(`${base()}/control/${where}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: (text === '' ? undefined : JSON.parse(text)) as unknown,
    };
  };
  const good = async <T>(method: string, where: string, body?: unknown): Promise<T> => {
    const answer = await call(method, where, body);
    if (answer.status >= 300)
      throw new Error(
        `${method} ${where}: ${String(answer.status)} ${JSON.stringify(answer.body)}`,
      );
    return answer.body as T;
  };
  return {
    call,
    people: (systems, limit = 10) => good('GET', `people?in=${systems}&limit=${String(limit)}`),
    byTrait: (trait) => good('GET', `people?trait=${trait}`),
    make: (order) => good('POST', 'people', order),
    traces: (person) => good('GET', `people/${person}/traces`),
    journal: (system = '', after = 0) =>
      good('GET', `journal?system=${system}&after=${String(after)}`),
    fault: (system, fault, name) =>
      good('PUT', `systems/${system}/fault${name === undefined ? '' : `/${name}`}`, fault),
    clearFaults: (system) => good('DELETE', `systems/${system}/fault`),
  };
}

/** A sandbox of its own with a few hundred people, no replication delay and no limit on audit reports, trusted by this process. */
export async function startFixture(
  people = 300,
  systems: 'core' | 'all' = 'core',
): Promise<Fixture> {
  const folder = await seededDataFolder(people, systems);
  const fixture: Fixture = {
    folder,
    sandbox: await startSandbox({ dataFolder: folder, systems }),
    control: createControlClient(() => fixture.sandbox.control),
    restart: async () => {
      await fixture.sandbox.stop();
      fixture.sandbox = await startSandbox({ dataFolder: folder, systems });
    },
    end: async () => {
      await fixture.sandbox.stop();
      rmSync(folder, { recursive: true });
    },
  };
  trust(fixture.sandbox.caFile);
  for (const system of Object.keys(fixture.sandbox.systems)) {
    await fixture.control.call('PUT', `systems/${system}/settings`, { replicationMs: [0, 0] });
    if (system.startsWith('b2c-'))
      await fixture.control.call('PUT', `systems/${system}/quota`, {
        auditReportsPer10Seconds: null,
      });
  }
  return fixture;
}

export const everywhere = 'b2c-de,b2c-fr,b2c-us,hubspot,mailchimp';

export function objectIdIn(person: PersonView, system: string): string {
  const account = person.accounts.find((each) => each.system === system);
  if (!account) throw new Error(`${person.person} has no account in ${system}`);
  return account.objectId;
}
