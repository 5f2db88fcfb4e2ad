/** A person as `GET /control/people` shows them. */
export interface PersonView {
  person: string;
  displayName: string;
  emails: readonly string[];
  phones: readonly string[];
  trait?: string;
  accounts: readonly AccountView[];
  records: readonly RecordView[];
}

/** An account in a directory. */
export interface AccountView {
  system: string;
  tenantId: string;
  objectId: string;
}

/** A record in any other system. */
export interface RecordView {
  system: string;
  id: string;
  /** Mailchimp: the audience. */
  list?: string;
}

/** A record that was put into a system for a person. */
export type Placed = { account: AccountView } | { record: RecordView };

/** The person a record belongs to. */
export type Owner = Pick<PersonView, 'person' | 'displayName' | 'emails' | 'phones'>;

/** @returns the view with the new record added to it. */
export function withPlaced(view: PersonView, placed: readonly Placed[]): PersonView {
  return {
    ...view,
    accounts: [
      ...view.accounts,
      ...placed.flatMap((each) => ('account' in each ? each.account : [])),
    ],
    records: [...view.records, ...placed.flatMap((each) => ('record' in each ? each.record : []))],
  };
}
