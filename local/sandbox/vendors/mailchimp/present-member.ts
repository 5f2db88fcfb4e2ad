import { hashOf, uuidOf } from '../../store/random.ts';
import { contactIdOf, subscriberHash, type MemberDoc } from './member-record.ts';

export const tagId = (name: string) => 1 + (hashOf(name) % 900_000);

function lastNote(member: MemberDoc): object {
  const note = member.notes.at(-1);
  return note === undefined
    ? {}
    : {
        last_note: {
          note_id: hashOf(note) % 1_000_000,
          created_at: member.changedAt,
          created_by: 'Nordlicht Marketing',
          note,
        },
      };
}

export function presentMember(member: MemberDoc): Record<string, unknown> {
  const hash = subscriberHash(member.email);
  const signup = `203.0.113.${String(1 + (hashOf(member.email) % 250))}`;
  return {
    id: hash,
    email_address: member.email,
    unique_email_id: uuidOf(`unique ${member.email}`).replaceAll('-', '').slice(0, 10),
    contact_id: contactIdOf(member),
    full_name: [member.mergeFields['FNAME'], member.mergeFields['LNAME']]
      .filter((part) => part !== undefined && part !== '')
      .join(' '),
    web_id: hashOf(hash) % 1_000_000_000,
    email_type: 'html',
    status: member.status,
    ...(member.status === 'unsubscribed'
      ? { unsubscribe_reason: 'N/A (Unsubscribed by admin)' }
      : {}),
    consents_to_one_to_one_messaging: true,
    merge_fields: member.mergeFields,
    interests: {},
    stats: { avg_open_rate: 0.4, avg_click_rate: 0.1 },
    ip_signup: signup,
    timestamp_signup: member.createdAt,
    ip_opt: signup,
    timestamp_opt: member.createdAt,
    member_rating: 2,
    last_changed: member.changedAt,
    language: member.language,
    vip: false,
    email_client: '',
    location: {
      latitude: 52.5,
      longitude: 13.4,
      gmtoff: 1,
      dstoff: 2,
      country_code: 'DE',
      timezone: 'europe/berlin',
      region: 'be',
    },
    marketing_permissions: [],
    ...lastNote(member),
    source: 'API - Generic',
    tags_count: member.tags.length,
    tags: member.tags.map((name) => ({ id: tagId(name), name })),
    list_id: member.list,
  };
}

/** Keeps the dotted paths of `fields` and removes those of `exclude_fields`. Without `fields` everything is kept. */
export function pruneFields(value: unknown, query: URLSearchParams): unknown {
  const paths = (name: string) =>
    (query.get(name) ?? '')
      .split(',')
      .map((path) => path.trim())
      .filter((path) => path !== '');
  const [wanted, unwanted] = [paths('fields'), paths('exclude_fields')];
  if (wanted.length === 0 && unwanted.length === 0) return value;
  const keep = (path: string) =>
    (wanted.length === 0 ||
      wanted.some(
        (each) => each === path || each.startsWith(`${path}.`) || path.startsWith(`${each}.`),
      )) &&
    !unwanted.some((each) => path === each || path.startsWith(`${each}.`));
  const prune = (node: unknown, path: string): unknown => {
    if (Array.isArray(node)) return node.map((each) => prune(each, path));
    if (typeof node !== 'object' || node === null) return node;
    const at = (name: string) => (path === '' ? name : `${path}.${name}`);
    return Object.fromEntries(
      Object.entries(node)
        .filter(([name]) => keep(at(name)))
        .map(([name, child]) => [name, prune(child, at(name))]),
    );
  };
  return prune(value, '');
}
