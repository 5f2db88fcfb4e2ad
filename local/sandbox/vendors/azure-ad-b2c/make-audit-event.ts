import type { Doc } from '../../store/records.ts';
import { drawAt } from '../../store/random.ts';
import { eventTime, type AuditSource } from './audit-source.ts';

/** The id contains source and index, so an event can be found by its id. */
export const eventId = (source: AuditSource, index: number) =>
  `B2C_${source.number.toString(36).toUpperCase()}_${String(index)}`;

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

/** The source's event with this index. In B2C the app is the initiator and the user is a target. A change by the help desk names a third person. */
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
    id: eventId(source, index),
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
