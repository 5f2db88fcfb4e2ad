const requests = (count: number) => (count === 1 ? '1 request' : `${count} requests`);

export const overview = {
  title: 'Overview',
  now: 'Now',
  open: 'Open',
  late: 'Late',
  dueThisWeek: 'Due within a week',
  waitingForPerson: 'Waiting for a person',
  waitingForSystem: 'Waiting for a system',
  failed: 'Failed',
  oldest: 'Oldest open request',
  noneOpen: 'No request is open.',
  receivedAt: 'received',
  brake: (count: number) =>
    `The brake holds ${requests(count)}: too many erasures arrived within an hour. Check who sent them before you resume them.`,
  brakeLink: 'Requests on hold',
  daysLeft: 'Days left',
  bucket: {
    late: 'Late',
    week: '0 to 7',
    fortnight: '8 to 14',
    month: '15 to 30',
    later: 'More',
  },
  forYou: 'What needs you',
  nothingForYou: 'Nothing needs you now.',
  approve: (count: number) => `${requests(count)} to approve`,
  decide: (count: number) => `${requests(count)} in which records must be chosen`,
  identity: (count: number) => `${requests(count)} without a proof of identity`,
  hold: (count: number) => `${requests(count)} on hold`,
  troubled: (count: number) =>
    count === 1 ? '1 system is failing' : `${count} systems are failing`,
  mine: 'Requests that you handle',
  systems: 'Systems, last 24 hours',
  system: 'System',
  health: 'Health',
  waiting: 'Waiting requests',
  success: 'Success',
  duration: 'Time per try',
  noTries: 'No tries',
  successText: (share: string, tries: number) =>
    `${share} of ${tries === 1 ? '1 try' : `${tries} tries`} succeeded`,
  durationText: (mean: string, longest: string) =>
    `${mean} on average, at most ${longest} in an hour`,
  newsLate: (count: number) => `${requests(count)} late.`,
  newsPerson: (count: number) => `${requests(count)} waiting for a person.`,
  newsFailed: (count: number) => `${requests(count)} failed.`,
};
