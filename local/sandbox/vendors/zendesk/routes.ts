import type { Route } from '../../http/router.ts';
import type { VendorOperation } from '../../http/vendor-system.ts';
import {
  deletePermanently,
  getDeletedUser,
  listComplianceStatuses,
  listDeletedUsers,
} from './deleted-users.ts';
import { getTicket, listComments, listRequested, redactComment } from './tickets.ts';
import { deleteUser, getUser, listIdentities, searchUsers } from './users.ts';

const user = '/api/v2/users/{user}';
const deleted = '/api/v2/deleted_users';
const ticket = '/api/v2/tickets/{ticket}';

export const zendeskRoutes: readonly Route<VendorOperation>[] = [
  { method: 'GET', pattern: '/api/v2/users/search', target: searchUsers },
  { method: 'GET', pattern: user, target: getUser },
  { method: 'DELETE', pattern: user, target: deleteUser },
  { method: 'GET', pattern: `${user}/identities`, target: listIdentities },
  { method: 'GET', pattern: `${user}/tickets/requested`, target: listRequested },
  {
    method: 'GET',
    pattern: `${user}/compliance_deletion_statuses`,
    target: listComplianceStatuses,
  },
  { method: 'GET', pattern: deleted, target: listDeletedUsers },
  { method: 'GET', pattern: `${deleted}/{user}`, target: getDeletedUser },
  { method: 'DELETE', pattern: `${deleted}/{user}`, target: deletePermanently },
  { method: 'GET', pattern: ticket, target: getTicket },
  { method: 'GET', pattern: `${ticket}/comments`, target: listComments },
  { method: 'PUT', pattern: `${ticket}/comments/{comment}/redact`, target: redactComment },
];
