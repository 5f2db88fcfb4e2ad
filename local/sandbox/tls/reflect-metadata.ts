// @peculiar/x509 refuses to load without a Reflect metadata polyfill. It only asks about classes whose
// constructors have no parameters, so "no metadata" is the right answer.
if (!('getMetadata' in Reflect)) {
  const none = () => undefined;
  Object.assign(Reflect, { getMetadata: none, getOwnMetadata: none, defineMetadata: none });
}
