import type { Related } from '../vendors/azure-ad-b2c/user-record.ts';
import type { MemberStatus } from '../vendors/mailchimp/member-record.ts';
import type { Doc } from '../store/records.ts';

export interface UserOrder {
  user: Doc;
  auditEvents?: number;
  /** Some of the audit records show the user as the one who acted only. */
  actsToo?: boolean;
  related?: Related;
  /** `binned`: already in the recycle bin. `gone`: only the audit records are left. */
  state?: 'live' | 'binned' | 'gone';
}

export interface ContactOrder {
  id?: string;
  properties: Record<string, string | null>;
  deals?: string[];
  state?: 'live' | 'binned';
}

export interface MemberOrder {
  email_address?: string;
  merge_fields?: Record<string, string>;
  list_id?: string;
  status?: MemberStatus;
  tags?: string[];
  notes?: string[];
  events?: string[];
  goals?: string[];
}

export type RecordOrder = UserOrder | ContactOrder | MemberOrder;

/** A person to put into the world: what each system holds of them. */
export interface PersonOrder {
  person: string;
  displayName: string;
  emails: readonly string[];
  phones: readonly string[];
  /** The same name everywhere and a verified e-mail in every tenant: nothing about them is a riddle. */
  clean?: boolean;
  trait?: string;
  in: Readonly<Record<string, readonly RecordOrder[]>>;
}
