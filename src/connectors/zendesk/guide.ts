import type { ConnectorGuide } from '../contract.ts';

export const guide: ConnectorGuide = {
  permissions: [
    'an API token, used by an administrator: only administrators may delete users permanently',
  ],
  finds: [
    'the object ID in `external_id`, of any tenant: a match',
    'user ids and the primary e-mail address: a match',
    'the phone number: a lead, unless `phone` is trusted',
    'users who were deleted but not permanently, by all of these',
  ],
  erases:
    'End users only, in two steps: the deletion, which could be undone, and then the permanent deletion. A user with tickets that are not closed is not deleted: the system is `failed` with `refused`. Close the tickets, then retry. An agent or an administrator is never touched: `privileged-account`.',
  neverSearched: [
    'suspended tickets, which hold the sender of an e-mail: Zendesk deletes them after 14 days',
    'users by a secondary address: Zendesk documents the search for the primary address only',
    'texts of tickets of other people, articles and posts of the help centre, and calls',
  ],
  notExported: [
    'files that are attached to comments: the export holds their links',
    'votes, subscriptions and sessions of the user: they are erased with the user, and this connector does not read them',
  ],
  remains: [
    'tickets, their comments and attachments, and the audits of tickets keep their texts: residual `unlinked-records`. Redact comments by hand if they name the person',
    'each product of the account deletes the user by itself; until all have finished, within 30 days, the erasure is not confirmed',
    'the id of the user, with the name `Permanently Deleted User`',
  ],
  limits: [
    'Zendesk allows 700 permanent deletions in 10 minutes.',
    'The list of deleted users has no filter, so each search reads all of it: one call for each 100 users. Zendesk shows the first 10,000 only; beyond them, the search is incomplete and the system is `unsearched`.',
    'A user with the role of an agent is found, but never erased.',
  ],
};
