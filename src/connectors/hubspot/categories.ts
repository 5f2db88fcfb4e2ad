/** HubSpot's categories of errors. https://developers.hubspot.com/docs/api-reference/error-handling */
export const categories = [
  'VALIDATION_ERROR',
  'INVALID_AUTHENTICATION',
  'EXPIRED_AUTHENTICATION',
  'MISSING_SCOPES',
  'OBJECT_NOT_FOUND',
  'OBJECT_ALREADY_EXISTS',
  'CONFLICT',
  'RATE_LIMITS',
  'INTERNAL_ERROR',
  'SERVICE_UNAVAILABLE',
];
