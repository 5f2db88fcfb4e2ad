import type { FailureCode } from '../../../../domain/failure.ts';
import type { ShadowPlan } from '../../../../domain/shadow-plan.ts';
import type { Residual, Verdict } from '../../../../domain/verdict.ts';
import type { NoLookUp, SystemProgress } from '../../../../doors/http/api-shapes.ts';
import type { Told } from '../told.ts';

/** What a failure code means, and who must act. */
interface FailureWords {
  readonly says: string;
  readonly acts: string;
}

/** Verdicts, reasons and failure codes of a system. A code of the domain without words is a compile error. */
export const systemWords = {
  verdicts: {
    absent: { label: 'Absent', says: 'Searched; nothing is there.' },
    unsearched: {
      label: 'Not searched',
      says: 'Could not be searched everywhere.',
    },
    unconfirmed: {
      label: 'Unconfirmed',
      says: 'Only leads were found: records that may be the person’s. Nothing was touched.',
    },
    erased: { label: 'Erased', says: 'Erased, and read back as gone.' },
    exported: { label: 'Exported', says: 'Everything was read.' },
    expires: {
      label: 'Expires',
      says: 'Still in the recycle bin. The system deletes it by the date.',
    },
    pending: { label: 'Pending', says: 'The vendor is still working on it.' },
    retained: { label: 'Retained', says: 'A rule of the policy keeps it.' },
    waived: { label: 'Waived', says: 'Two operators decided to leave it out.' },
    ambiguous: {
      label: 'Ambiguous',
      says: 'Several records match. Nothing was touched: a person must choose.',
    },
    unverifiable: {
      label: 'Unverifiable',
      says: 'Erased, but the system offers no way to read back.',
    },
    present: { label: 'Still present', says: 'Still there after erasing.' },
    failed: { label: 'Failed', says: 'Could not be done.' },
  } satisfies Record<Verdict, Told>,
  residuals: {
    expires: { label: 'Expires', says: 'Is read back after its date.' },
    erased: { label: 'Gone', says: 'Read back as gone after its date.' },
    present: { label: 'Still there', says: 'Still there a month after its date.' },
    unverifiable: {
      label: 'Not verified',
      says: 'Nobody could read it back.',
    },
    retained: {
      label: 'Stays',
      says: 'The system keeps it without end, or a rule until the date.',
    },
  } satisfies Record<Residual['verdict'], Told>,
  inProgress: { label: 'In progress', says: 'No verdict yet.' },
  waiting: { label: 'Waiting', says: 'No verdict yet.' },
  leftOpen: {
    label: 'No verdict',
    says: 'The request ended before this system was done.',
  },
  shadow: {
    nothing: 'Nothing would be done: the person is not there.',
    export: 'Its records would be exported.',
    erase: 'Its records would be erased.',
    keep: 'A rule of the policy would keep its records.',
    choose: 'An operator would have to choose from its records.',
    fail: 'It could not be searched.',
  } satisfies Record<ShadowPlan['would'], string>,
  shadowLeads: (count: number) => `Leads: ${count}.`,
  notFollowed: (count: number) =>
    `Identifiers that only this system knows, and that were not followed: ${count}.`,
  notSearched: {
    'no-identifier': 'no identifier is known by which it can be searched',
    refused: 'the system refused the question',
    incomplete: 'a directory could not be read, so an identifier may be missing',
    'not-offered': 'the vendor offers no such search',
    'control-missing': 'the control record was not found, so the configured property is wrong',
    shadow: 'the system is only being tried out',
  } satisfies Record<NoLookUp['why'], string>,
  waived: {
    disproportionate: 'the effort is out of proportion',
    'system-retired': 'the system is retired',
    'done-by-hand': 'it was done by hand',
    law: 'a law says so',
    other: 'another reason; the operator’s comment says which',
  } as Readonly<Record<string, string>>,
  failures: {
    throttled: {
      says: 'The system told Habeas again and again to slow down.',
      acts: 'Nobody: retry later',
    },
    unavailable: {
      says: 'The system could not be reached, or broke off its answer.',
      acts: 'Nobody: retry later',
    },
    'credentials-rejected': {
      says: 'The system does not accept our secret or certificate.',
      acts: 'Operator: renew the secret',
    },
    'permission-missing': {
      says: 'The sign-in worked, but a permission is not granted.',
      acts: 'Operator: grant the permission',
    },
    'privileged-account': {
      says: 'An administrator or a guest. Such accounts are never touched automatically.',
      acts: 'Operator: by hand, in the directory',
    },
    refused: {
      says: 'The system understood the call and refused it.',
      acts: 'Operator: ask the vendor why',
    },
    'unexpected-answer': {
      says: 'The answer is not what the vendor documents.',
      acts: 'Developer: look at the connector',
    },
    misconfigured: {
      says: 'Our configuration of this system is wrong.',
      acts: 'Operator: correct habeas.config.json',
    },
  } satisfies Record<FailureCode, FailureWords>,
  verdictActs: {
    ambiguous: 'Operator: choose the records of the person',
    unconfirmed: 'Operator: look at the leads',
    present: 'Operator: retry, then ask the vendor',
    unverifiable: 'Operator: ask the vendor to confirm',
  } as Readonly<Record<string, string>>,
  unsearchedActs: {
    'no-identifier': 'Sender: ask the person for another identifier',
    refused: 'Operator: ask the vendor why',
    incomplete: 'Operator: see the directory that could not be read',
    'control-missing': 'Operator: correct the property name in the settings',
  } as Readonly<Record<string, string>>,
  steps: {
    find: 'Searching',
    freeze: 'Freezing the account',
    export: 'Exporting',
    erase: 'Erasing',
    verify: 'Reading back',
    release: 'Releasing the account',
  } satisfies Record<SystemProgress['step'], string>,
  waits: {
    system: 'Waits for the system',
    'earlier-request': 'Waits for an earlier request of the person',
    decision: 'Waits for a decision',
    date: 'Waits for a date',
  } satisfies Record<NonNullable<SystemProgress['waitingFor']>, string>,
};
