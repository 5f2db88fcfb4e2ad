// ICU messages to the person. They name systems by the title that the operator gave them, and no data about the person.
export const english = {
  subject: 'Your request {id}',
  asked:
    'On {date} we received your request {id}. It asks for {type, select, access {a copy of the data about you} portability {the data about you, to take to another service} other {the erasure of the data about you}}.',
  'end.copied': 'Your copy is ready. This is what we found:',
  'end.erased': 'We erased the data about you. This is what was done:',
  'end.nothing': 'We searched all systems and found nothing about you.',
  'end.partly': 'We could not do everything. This is what was done, and what was not:',
  'end.failed': 'We could not carry out your request. This is what happened:',
  'end.withdrawn': 'The request was withdrawn. Nothing was erased because of it.',
  'end.refused': 'We do not carry out your request. Reason: {reason}',
  'refusal.suspected-fraud': 'we have reason to believe that it does not come from you.',
  'refusal.insufficient-verification': 'we could not make sure that it comes from you.',
  'refusal.claim-not-covered': 'the law does not give the right that it relies on.',
  'refusal.outside-jurisdiction': 'the law that it relies on does not apply to it.',
  'refusal.too-many-requests': 'the same was asked many times within a short time.',
  'refusal.other': 'ask us for the details at the address below.',
  'system.absent': '{system}: nothing about you was found.',
  'system.exported': '{system}: the data is in the copy.',
  'system.erased': '{system}: erased, and read back as gone.',
  'system.expires': '{system}: deleted; the last trace goes by {date}.',
  'system.pending': '{system}: the erasure was ordered, and should be confirmed by {date}.',
  'system.retained':
    '{system}: kept, {law, select, none {because of {reason}} other {because the law demands it: {law}}}{date, select, none {} other {, until {date}}}.',
  'system.waived': '{system}: left out. Two of our staff decided so ({reason}).',
  'system.unsearched':
    '{system}: could not be searched, or not everywhere. If you send us more, such as a customer number, we will search again.',
  'system.unconfirmed':
    '{system}: records may be about you, but nobody has confirmed it. They were not touched.',
  'system.ambiguous':
    '{system}: records of several people may be yours. They were not touched until somebody decides.',
  'system.unverifiable': '{system}: erased, but nobody can confirm that nothing is left.',
  'system.present': '{system}: the erasure failed. Data about you is still there.',
  'system.failed': '{system}: could not be done.',
  'system.open': '{system}: there is no result.',
  'residual.expires': '{system}, left until {date}: {what}.',
  'residual.kept': '{system}, left without an end date: {what}.',
  'residual.retained':
    '{system}, kept {law, select, none {because of {reason}} other {because the law demands it ({law})}}{date, select, none {} other {, until {date}}}: {what}.',
  'residual.erased': '{system}, kept for a time and erased since: {what}.',
  'residual.not-erased': '{system}, kept for a time and still not erased: {what}.',
  'left.audit-records': 'log records, which nobody can erase earlier',
  'left.purge': 'deleted data that the system removes for good later',
  'left.blocked-address': 'an entry that keeps your address from being used again',
  'left.unlinked-records': 'records that no longer name you',
  'left.payment-records': 'payments and invoices with your name on them',
  'sign-ins':
    'Devices on which you are still signed in may work for about an hour, until their sign-in ends.',
  contact: 'For questions: {contact}.',
  complaints: 'If you do not agree, you can complain to us: {link}',
  'remedy.uk-gdpr':
    'If you do not agree, you can complain to {authority, select, none {the Information Commissioner (ICO)} other {{authority}}}, and you can go to court.',
  'remedy.gdpr':
    'If you do not agree, you can complain to {authority, select, none {a data protection authority} other {{authority}}}, and you can go to court.',
  'remedy.ccpa':
    'If you do not agree, you can write to us again, and you can complain to {authority, select, none {the California Privacy Protection Agency} other {{authority}}}.',
} as const;

export type PersonTextKey = keyof typeof english;
export type PersonMessages = Readonly<Record<PersonTextKey, string>>;
