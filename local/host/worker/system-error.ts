/** An error of the worker itself. Libraries recognise it by its mark. */
export function systemError(message: string): Error {
  return Object.assign(new Error(message), { isAzureFunctionsSystemError: true });
}

/** The worker's error for an unknown hook name. `@azure/functions` looks for exactly this error. */
export function unknownHookError(name: string): RangeError {
  return Object.assign(new RangeError(`Unrecognized hook "${name}"`), {
    isAzureFunctionsSystemError: true,
  });
}

/** Makes an Error of any thrown value, with the worker's messages. */
export function toError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  // An error of another realm, such as a vm context, is not an instance of this realm's Error.
  if (isErrorLike(thrown)) return Object.assign(new Error(thrown.message), thrown);
  if (thrown === undefined || thrown === null) return new Error('Unknown error');
  if (typeof thrown === 'string') return new Error(thrown);
  return new Error(JSON.stringify(thrown));
}

function isErrorLike(thrown: unknown): thrown is Error {
  return Object.prototype.toString.call(thrown) === '[object Error]';
}

/** The error for a hook that assigns a read-only property. */
export function readOnlyError(property: string): Error {
  return Object.assign(new TypeError(`Cannot assign to read only property '${property}'`), {
    isAzureFunctionsSystemError: true,
  });
}
