import type { DatabaseSync } from 'node:sqlite';
import { drawAt } from '../world/random.ts';
import type { Doc } from '../store/records.ts';

/** The audit records a user collected before the sandbox began: told by a count and a time span, made when asked for. */
export interface AuditSource {
  number: number;
  system: string;
  user: string;
  person: string | null;
  count: number;
  firstAt: number;
  lastAt: number;
  displayName: string;
  userPrincipalName: string;
  /** Every tenth record only has the user as the one who acted, not as target. */
  actsToo: boolean;
}

type SourceRow = Pick<AuditSource, 'number' | 'system' | 'user' | 'person' | 'count'> & {
  first_at: number;
  last_at: number;
  doc: string;
};

export interface AuditSources {
  add(source: Omit<AuditSource, 'number'>): void;
  ofUser(system: string, user: string): AuditSource | undefined;
  byNumber(number: number): AuditSource | undefined;
  ofPerson(person: string): AuditSource[];
  all(system: string): Generator<AuditSource>;
}

function sourceOf(row: SourceRow): AuditSource {
  const { number, system, user, person, count, first_at: firstAt, last_at: lastAt, doc } = row;
  return {
    number,
    system,
    user,
    person,
    count,
    firstAt,
    lastAt,
    ...(JSON.parse(doc) as Pick<AuditSource, 'displayName' | 'userPrincipalName' | 'actsToo'>),
  };
}

export function createAuditSources(database: DatabaseSync): AuditSources {
  const insert = database.prepare(
    'INSERT OR REPLACE INTO audit_sources (system, user, person, count, first_at, last_at, doc) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const one = database.prepare('SELECT * FROM audit_sources WHERE system = ? AND user = ?');
  const numbered = database.prepare('SELECT * FROM audit_sources WHERE number = ?');
  const owned = database.prepare('SELECT * FROM audit_sources WHERE person = ?');
  const next = database.prepare(
    'SELECT * FROM audit_sources WHERE system = ? AND number > ? ORDER BY number LIMIT 200',
  );
  const read = (row: unknown) => (row === undefined ? undefined : sourceOf(row as SourceRow));
  return {
    add: ({
      system,
      user,
      person,
      count,
      firstAt,
      lastAt,
      displayName,
      userPrincipalName,
      actsToo,
    }) =>
      void insert.run(
        system,
        user,
        person,
        count,
        firstAt,
        lastAt,
        JSON.stringify({ displayName, userPrincipalName, actsToo }),
      ),
    ofUser: (system, user) => read(one.get(system, user)),
    byNumber: (number) => read(numbered.get(number)),
    ofPerson: (person) => owned.all(person).map((row) => sourceOf(row as unknown as SourceRow)),
    *all(system) {
      for (let last = -1; ;) {
        const rows = next.all(system, last) as unknown as SourceRow[];
        for (const row of rows) yield sourceOf(row);
        const end = rows.at(-1);
        if (!end) return;
        last = end.number;
      }
    },
  };
}

/** When the source's event with this index happened. Later events have greater indexes and times. */
export function eventTime(source: AuditSource, index: number): number {
  return Math.floor(
    source.firstAt + ((index + 1) * (source.lastAt - source.firstAt)) / (source.count + 1),
  );
}

/** The least index whose event is not older than `time`; `count` when all are older. */
export function firstIndexFrom(source: AuditSource, time: number): number {
  let [low, high] = [0, source.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (eventTime(source, middle) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

const isOnlyActor = (source: AuditSource, index: number) => source.actsToo && index % 10 === 9;

const activities = [
  { name: 'Validate local account credentials', category: 'Authentication', operation: 'Validate' },
  { name: 'Issue an id_token to the application', category: 'Authentication', operation: 'Issue' },
  {
    name: 'Issue an access token to the application',
    category: 'Authentication',
    operation: 'Issue',
  },
  { name: 'Exchange token', category: 'Authentication', operation: 'Exchange' },
  { name: 'Update user', category: 'UserManagement', operation: 'Update' },
  { name: 'Verify one time password', category: 'Authentication', operation: 'Verify' },
  { name: 'Issue an id_token to the application', category: 'Authentication', operation: 'Issue' },
] as const;

const helpdesk = {
  displayName: 'Help Desk',
  userPrincipalName: 'helpdesk@nordlicht.example',
  ipAddress: '198.51.100.7',
};
const shopApp = {
  appId: '5e1f0c7a-3b2d-4c68-9e54-a1b2c3d4e5f6',
  displayName: 'Web Shop',
  servicePrincipalId: null,
  servicePrincipalName: null,
};

function userTarget(
  { user, displayName, userPrincipalName }: AuditSource,
  modifiedProperties: Doc[],
): Doc {
  return {
    id: user,
    displayName,
    type: 'User',
    userPrincipalName,
    groupType: null,
    modifiedProperties,
  };
}

function detailsOf(source: AuditSource, index: number): Doc[] {
  const octet = (n: number) => String(1 + Math.floor(drawAt(source.number, index * 3 + n) * 253));
  return [
    { key: 'TenantId', value: source.system },
    { key: 'PolicyId', value: 'B2C_1A_signup_signin' },
    { key: 'ApplicationId', value: shopApp.appId },
    { key: 'Client', value: 'Mozilla/5.0 (X11; Linux x64) Firefox/141.0' },
    { key: 'IdentityProviderName', value: 'Local Account' },
    { key: 'ClientIpAddress', value: `203.0.113.${octet(0)}` },
  ];
}

/** The source's event with this index: in B2C the app is the initiator and the user a target; a help desk's change names a third person. */
export function makeEvent(source: AuditSource, index: number): Doc {
  const activity = activities[index % activities.length] ?? activities[0];
  const onlyActor = isOnlyActor(source, index);
  const byHelpdesk = !onlyActor && activity.operation === 'Update';
  const self = {
    id: source.user,
    displayName: source.displayName,
    userPrincipalName: source.userPrincipalName,
    ipAddress: null,
  };
  const user = onlyActor
    ? self
    : byHelpdesk
      ? { id: '11111111-aaaa-4bbb-8ccc-222222222222', ...helpdesk }
      : null;
  const policy = {
    id: 'B2C_1A_profile_edit',
    displayName: 'Profile edit',
    type: 'Policy',
    userPrincipalName: null,
    groupType: null,
    modifiedProperties: [],
  };
  const modified = byHelpdesk
    ? [{ displayName: 'MobilePhone', oldValue: '["+49 30 900100"]', newValue: '["+49 30 900200"]' }]
    : [];
  return {
    id: `B2C_${source.number.toString(36).toUpperCase()}_${String(index)}`,
    category: activity.category,
    correlationId: `00000000-0000-4000-8000-${(source.number * 1_000_003 + index).toString(16).padStart(12, '0')}`,
    result: 'success',
    resultReason: '',
    activityDisplayName: onlyActor ? 'Read profile policy' : activity.name,
    activityDateTime: new Date(eventTime(source, index)).toISOString(),
    loggedByService: byHelpdesk ? 'Core Directory' : 'B2C',
    operationType: activity.operation,
    initiatedBy: { user, app: user === null ? shopApp : null },
    targetResources: [onlyActor ? policy : userTarget(source, modified)],
    additionalDetails: detailsOf(source, index),
  };
}
