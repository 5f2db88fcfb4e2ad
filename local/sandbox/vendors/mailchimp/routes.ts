import type { Route } from '../../http/router.ts';
import { getList, listLists } from './lists.ts';
import { addMember, archiveMember, deletePermanently } from './member-changes.ts';
import { activityFeed, events, getMember, goals, listMembers, notes, tags } from './members.ts';
import type { MailchimpOperation } from './operation.ts';
import { searchMembers } from './search-members.ts';
import {
  deleteFromStore,
  getCustomer,
  listCustomers,
  listPurchases,
  listStores,
} from './stores.ts';

const store = '/3.0/ecommerce/stores/{store}';
const member = '/3.0/lists/{list}/members/{member}';

export const mailchimpRoutes: readonly Route<MailchimpOperation>[] = [
  {
    method: 'GET',
    pattern: '/3.0/ping',
    target: () => ({ status: 200, body: { health_status: "Everything's Chimpy!" } }),
  },
  { method: 'GET', pattern: '/3.0/search-members', target: searchMembers },
  { method: 'GET', pattern: '/3.0/lists', target: listLists },
  {
    method: 'GET',
    pattern: '/3.0/lists/{list}',
    target: getList,
  },
  { method: 'GET', pattern: '/3.0/lists/{list}/members', target: listMembers },
  { method: 'POST', pattern: '/3.0/lists/{list}/members', target: addMember('add') },
  { method: 'GET', pattern: member, target: getMember },
  { method: 'PUT', pattern: member, target: addMember('put') },
  { method: 'DELETE', pattern: member, target: archiveMember },
  { method: 'POST', pattern: `${member}/actions/delete-permanent`, target: deletePermanently },
  { method: 'GET', pattern: `${member}/activity-feed`, target: activityFeed },
  { method: 'GET', pattern: `${member}/tags`, target: tags },
  { method: 'GET', pattern: `${member}/notes`, target: notes },
  { method: 'GET', pattern: `${member}/events`, target: events },
  { method: 'GET', pattern: `${member}/goals`, target: goals },
  { method: 'GET', pattern: '/3.0/ecommerce/stores', target: listStores },
  { method: 'GET', pattern: `${store}/customers`, target: listCustomers },
  { method: 'GET', pattern: `${store}/customers/{id}`, target: getCustomer },
  { method: 'DELETE', pattern: `${store}/customers/{id}`, target: deleteFromStore('customer') },
  { method: 'GET', pattern: `${store}/orders`, target: listPurchases('order') },
  { method: 'DELETE', pattern: `${store}/orders/{id}`, target: deleteFromStore('order') },
  { method: 'GET', pattern: `${store}/carts`, target: listPurchases('cart') },
  { method: 'DELETE', pattern: `${store}/carts/{id}`, target: deleteFromStore('cart') },
];
