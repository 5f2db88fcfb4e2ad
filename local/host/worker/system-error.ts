/** An error of the worker itself; libraries tell it from the app's own errors by its mark. */
export function systemError(message: string): Error {
  return Object.assign(new Error(message), { isAzureFunctionsSystemError: true });
}

/** What the worker raises for a hook name it does not know; `@azure/functions` looks for exactly this. */
export function unknownHookError(name: string): RangeError {
  return Object.assign(new RangeError(`Unrecognized hook "${name}"`), {
    isAzureFunctionsSystemError: true,
  });
}

/** Makes an Error of anything that can be thrown, in the worker's words. */
export function toError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  // An error of another realm (a vm context, another copy of a library) is still an error.
  if (isErrorLike(thrown)) return Object.assign(new Error(thrown.message), thrown);
  if (thrown === undefined || thrown === null) return new Error('Unknown error');
  if (typeof thrown === 'string') return new Error(thrown);
  return new Error(JSON.stringify(thrown));
}

function isErrorLike(thrown: unknown): thrown is Error {
  return Object.prototype.toString.call(thrown) === '[object Error]';
}

/** What a hook gets that assigns a property which is the worker's. */
export function readOnlyError(property: string): Error {
  return Object.assign(new TypeError(`Cannot assign to read only property '${property}'`), {
    isAzureFunctionsSystemError: true,
  });
}
