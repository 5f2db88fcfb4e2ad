/** Mailchimp's titles of errors. https://mailchimp.com/developer/marketing/docs/errors/ */
export const titles = [
  'Bad Request',
  'Invalid Resource',
  'Invalid Action',
  'JSON Parse Error',
  'API Key Missing',
  'API Key Invalid',
  'Forbidden',
  'User Disabled',
  'Wrong Datacenter',
  'Resource Not Found',
  'Member Exists',
  'Forgotten Email Not Subscribed',
  'Member In Compliance State',
  'Method Not Allowed',
  'Too Many Requests',
  'Internal Server Error',
];
