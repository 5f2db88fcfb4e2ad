import type { GateRule } from './gates.ts';
import type { Controller } from './about-system.ts';
import type { Language } from './language.ts';
import type { RetentionRule } from './retention.ts';
import type { Role } from './role.ts';
import type { SystemId } from './system.ts';
import type { WithholdingRule } from './withhold.ts';
import type { Calendar } from './working-days.ts';

/** Which callback addresses are allowed, and how callbacks are signed. */
export interface CallbackPolicy {
  /** Allow plain http. For development only. */
  readonly allowHttp: boolean;
  readonly allowPrivateAddresses: boolean;
  /** Receivers with their own secrets. Several secrets of one receiver allow a rotation. */
  readonly origins: readonly { readonly origin: string; readonly secrets: readonly string[] }[];
  /** The secret for all other receivers; `whsec_…`. */
  readonly webhookSecret: string;
}

/** A machine that may call the API. Two entries may have one name while its key is rotated. */
export interface ServiceKey {
  readonly name: string;
  /** The fingerprint of the key (`keyFingerprint`). The key itself is kept only by its holder. */
  readonly hmac: string;
  readonly roles: readonly Role[];
}

/** Whose access tokens prove who a person is: one Entra ID tenant. */
export interface PeoplePolicy {
  /** `iss` of the tokens, such as `https://login.microsoftonline.com/{tenant}/v2.0`. */
  readonly issuer: string;
  /** `aud` of the tokens: the client id of the service, or its identifier URI. */
  readonly audiences: readonly string[];
}

/** Which tokens of one tenant prove that the caller is the person with that account. */
export interface SelfServicePolicy {
  /** `iss`: both of them while a tenant is served by Azure AD B2C and External ID side by side. */
  readonly issuers: readonly string[];
  /** `aud`: client ids of the portal. */
  readonly audiences: readonly string[];
  /** Policies that force a sign-in. External ID has none. */
  readonly policies: readonly string[];
  /** Pages that may call from a browser. */
  readonly origins: readonly string[];
}

/** How many calls one caller may make. */
export interface LimitPolicy {
  readonly perMinute: { readonly person: number; readonly key: number };
}

/** How many erasures of all callers may begin within an hour. Further erasures are put on hold. */
export interface BrakePolicy {
  readonly erasuresPerHour: number;
}

/** `decide`: a lead about which nobody has decided is an exception. `report`: leads are only counted. */
export type LeadsPolicy = 'decide' | 'report';

/** The operator's decisions for all requests. */
export interface Policy extends Calendar {
  /** The language of the package and of texts for people whose request names none. */
  readonly language: Language;
  /** Who is responsible for the data. Undefined: the operator has not said so. */
  readonly controller?: Controller;
  /** How long one system is tried again, over the whole request. Waits that the system asked for do not count. */
  readonly giveUpAfterSeconds: number;
  /** How many days a request that ended with exceptions can still be retried. */
  readonly retryDays: number;
  /** How long an erasure waits, since it was accepted, for earlier requests that are still searching. */
  readonly orderWaitSeconds: number;
  /** How long a request with an ambiguous system waits for a decision, before anything is touched. */
  readonly decideWithinSeconds: number;
  /** How long a request waits for vendors that erase asynchronously, since it began to erase; never beyond two days before its last day. */
  readonly pendingWaitSeconds: number;
  readonly leads: LeadsPolicy;
  /** How many days a package can be fetched. */
  readonly packageDays: number;
  readonly callbacks: CallbackPolicy;
  /** The gates that requests must pass. The first rule that fits a request counts. */
  readonly gates: readonly GateRule[];
  readonly keys: readonly ServiceKey[];
  /** Undefined: callers cannot use access tokens. */
  readonly people?: PeoplePolicy | undefined;
  /** Tenants whose people may ask for themselves. */
  readonly selfService: Readonly<Record<SystemId, SelfServicePolicy>>;
  readonly limits: LimitPolicy;
  /** Null: erasures are never put on hold by their number. */
  readonly brake: BrakePolicy | null;
  /** Operators may read packages that others asked for. */
  readonly operatorsReadPackages: boolean;
  /** Fields that exports keep back, besides the fields that the law or safety demands. */
  readonly withhold: readonly WithholdingRule[];
  /** The rules for data that a law forbids to erase until an end date that the rule names. */
  readonly retention: readonly RetentionRule[];
  /** The rules for data that must not be erased until an operator removes the rule. */
  readonly legalHolds: readonly RetentionRule[];
}
