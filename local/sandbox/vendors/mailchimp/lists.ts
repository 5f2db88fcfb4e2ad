import {
  audiences,
  mailchimpId,
  memberKey,
  subscriberHash,
  type Audience,
} from './member-record.ts';
import { ok, pageOf, requireList, type MailchimpOperation } from './operation.ts';

function listView({ id, webId, name }: Audience): object {
  return {
    id,
    web_id: webId,
    name,
    permission_reminder: 'You signed up at nordlicht.example.',
    use_archive_bar: false,
    email_type_option: false,
    date_created: '2020-03-01T09:00:00+00:00',
    list_rating: 3,
    visibility: 'prv',
    double_optin: false,
    has_welcome: false,
    marketing_permissions: false,
    modules: [],
  };
}

export const listLists: MailchimpOperation = ({ query, state }) => {
  const email = query.get('email');
  const lists = audiences.filter(
    ({ id }) =>
      email === null ||
      state.records.seen(mailchimpId, 'member', memberKey(id, subscriberHash(email))),
  );
  return ok(query, {
    lists: pageOf(lists, query).map(listView),
    total_items: lists.length,
    constraints: { may_create: false, max_instances: 2, current_total_instances: 2 },
  });
};

export const getList: MailchimpOperation = ({ query }, { list = '' }) =>
  ok(query, listView(requireList(list)));
