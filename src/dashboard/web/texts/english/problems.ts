export const problems = {
  unreachable: (why: string) => `The service cannot be reached (${why}).`,
  noAnswer: 'no answer',
  noConnection: 'no connection',
  cutOff: 'The answer of the service was cut off.',
  unreadable: 'The answer could not be read.',
  whoAreYou: 'The API asks who you are.',
  forbidden: 'Your role may not see that.',
  notFound: 'It does not exist, or it was deleted.',
  busy: 'The service is busy.',
  refused: (status: number) => `The API refused the call (${status}).`,
  failed: (status: number) => `The service answered with an error (${status}).`,
  maybeOld: 'What is shown below may be old.',
  tryingAgain: (seconds: number) => `Trying again in ${seconds} s.`,
  tryNow: 'Try now',
  broken:
    'This page cannot read the answer of the service. Habeas may have been upgraded. Load it again.',
  /** Words for a code of the API; without them, the detail of the API is shown as it is. */
  byCode: {} as Readonly<Record<string, string>>,
};
