import type { TextValues } from '../../domain/format-texts.ts';
import type { TextKey } from '../texts/english.ts';
import { timeOf } from '../event-time.ts';
import { html, type Html } from './html.ts';
import { anotherPerson } from './value.ts';
import type { Words } from './words.ts';

type Item = Readonly<Record<string, unknown>>;

/** The content of an event, in the same form for every system. */
interface Told {
  readonly activity: string;
  readonly app: string;
  readonly provider: string;
  readonly place: string;
  readonly by: string;
  readonly fields: string;
}

/** The fields in which systems write what happened. */
const activityFields = [
  'activityDisplayName',
  'activity_type',
  'name',
  'action',
  'event',
  'type',
  'title',
];

/** The activities of Azure AD B2C. https://learn.microsoft.com/azure/active-directory-b2c/view-audit-logs */
const activities: readonly (readonly [RegExp, TextKey])[] = [
  [/^issue an? .*(token|authorization code) to the application$/i, 'event.token'],
  [/^(exchange token|issue a saml assertion to the application)$/i, 'event.token'],
  [/^validate local account credentials$/i, 'event.password'],
  [/^verify (one time password|phone number|email address)$/i, 'event.code'],
  [/^(federate with an identity provider|sign-?in.*)$/i, 'event.sign-in'],
  [/^update user$/i, 'event.changed'],
];

/** Is the part a list of events? Each event is shown as a sentence. */
export function isEventPart(part: string): boolean {
  return /^(auditEvents|signIns|activity|activities|events?|history|timeline)$/i.test(part);
}

/** One event as a list item: when, what, and its technical name. */
export function eventItem(item: unknown, words: Words): Html {
  const time = timeOf(item);
  const event = asItem(item);
  const told = tell(event, words);
  const name = told.activity === 'none' ? null : html` <code>${told.activity}</code>`;
  const isSignIn = 'appDisplayName' in event && 'userId' in event;
  const failed = hasFailed(event) ? html` ${words.text('event.failed')}` : null;
  return html`<li data-find>
    ${time === null ? words.text('no-date') : words.time(time)}
    <span>${words.text(keyFor(told.activity, isSignIn), told as TextValues & Told)}.${failed}</span
    >${name}
  </li>`;
}

function keyFor(activity: string, isSignIn: boolean): TextKey {
  if (isSignIn) return 'event.sign-in';
  return activities.find(([pattern]) => pattern.test(activity))?.[1] ?? 'event.other';
}

/** `none` stands for a missing value. The texts leave it out. */
function tell(event: Item, words: Words): Told {
  const details = detailsOf(event);
  const activity = firstText(activityFields.map((name) => event[name]));
  return {
    activity,
    app: firstText([
      event['appDisplayName'],
      asItem(asItem(event['initiatedBy'])['app'])['displayName'],
    ]),
    provider: firstText([details['IdentityProviderName']]),
    place: firstText([event['ipAddress'], details['ClientIpAddress'], event['ip']]),
    by: initiatorOf(event, words),
    fields: changedFields(event),
  };
}

const asItem = (value: unknown): Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Item) : {};

const asItems = (value: unknown): Item[] => (Array.isArray(value) ? value.map(asItem) : []);

function firstText(values: readonly unknown[]): string {
  return (
    values.find((one): one is string => typeof one === 'string' && one !== '')?.slice(0, 300) ??
    'none'
  );
}

/** `additionalDetails` of Graph: a list of keys and values. */
function detailsOf(event: Item): Item {
  return Object.fromEntries(
    asItems(event['additionalDetails']).map((each) => [String(each['key']), each['value']]),
  );
}

function initiatorOf(event: Item, words: Words): string {
  const user = asItem(asItem(event['initiatedBy'])['user']);
  return anotherPerson(user, words) ?? 'none';
}

function changedFields(event: Item): string {
  const names = asItems(event['targetResources']).flatMap((target) =>
    asItems(target['modifiedProperties']).map((each) => firstText([each['displayName']])),
  );
  return names.length === 0 ? 'none' : [...new Set(names)].slice(0, 10).join(', ');
}

function hasFailed(event: Item): boolean {
  const code = asItem(event['status'])['errorCode'];
  return event['result'] === 'failure' || (typeof code === 'number' && code !== 0);
}
