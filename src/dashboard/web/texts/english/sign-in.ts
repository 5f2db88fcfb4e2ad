export const signIn = {
  pageTitle: 'Key',
  who: 'Who are you?',
  signIn: 'Sign in',
  orKey: ', or give a key.',
  refused: 'The API did not accept this key.',
  key: 'Key of the service',
  hint: 'A key that the operator of the service made for you. It is kept for this tab only and sent as a header, never in an address.',
  go: 'Continue',
};
