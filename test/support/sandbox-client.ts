export interface SandboxPerson {
  readonly person: string;
  readonly displayName: string;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly accounts: readonly { system: string; tenantId: string; objectId: string }[];
  readonly records: readonly { system: string; id: string }[];
}

export interface Trace {
  readonly system: string;
  readonly what: string;
  readonly count: number;
}

export interface JournalLine {
  readonly seq: number;
  readonly at: string;
  readonly system: string;
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly effect: null | 'created' | 'updated' | 'erased' | 'purged';
}

/** The sandbox's control API. */
export interface SandboxClient {
  people(systems: readonly string[], limit: number): Promise<SandboxPerson[]>;
  make(person: Readonly<Record<string, unknown>>): Promise<SandboxPerson>;
  traces(person: string): Promise<Trace[]>;
  /** Every line after the given one, from all pages. */
  journal(after?: number): Promise<JournalLine[]>;
  /** @param name several faults of a system need different names */
  fault(system: string, fault: Readonly<Record<string, unknown>>, name?: string): Promise<void>;
  /** Without a name it clears all faults of the system. */
  clearFault(system: string, name?: string): Promise<void>;
  /** Puts the simulators' clock forward. */
  advance(days: number): Promise<void>;
}

const faultPath = (system: string, name?: string) =>
  `systems/${system}/fault${name === undefined ? '' : `/${name}`}`;

export function createSandboxClient(base: () => string): SandboxClient {
  const call = async <T>(path: string, method = 'GET', body?: unknown): Promise<T> => {
    const answer = await fetch(`${base()}/control/${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} /control/${path}: ${answer.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  const journal = async (after = 0): Promise<JournalLine[]> => {
    const lines = await call<JournalLine[]>(`journal?after=${after}`);
    const last = lines.at(-1);
    return last ? [...lines, ...(await journal(last.seq))] : [];
  };
  return {
    people: (systems, limit) => call(`people?in=${systems.join(',')}&limit=${limit}`),
    make: (person) => call('people', 'POST', person),
    traces: (person) => call(`people/${person}/traces`),
    journal,
    fault: (system, fault, name) => call(faultPath(system, name), 'PUT', fault),
    clearFault: (system, name) => call(faultPath(system, name), 'DELETE'),
    advance: async (days) => {
      await call('clock', 'POST', { advanceSeconds: days * 86_400 });
    },
  };
}

/** The object ID of a person in one tenant. */
export function objectIdIn(person: SandboxPerson, system: string): string {
  const account = person.accounts.find((one) => one.system === system);
  if (!account) throw new Error(`${person.person} has no account in ${system}.`);
  return account.objectId;
}
