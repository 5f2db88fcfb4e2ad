/**
 * Whether this app serves executions of a version: versions up to host.json's `defaultVersion`, and executions without a
 * version. Other executions stay Pending until an app that serves them is started.
 */
export function versionIsServed(version: string | null, served: string | undefined): boolean {
  if (version === null || version === '') return true;
  if (served === undefined || served === '') return false;
  return compare(version, served) <= 0;
}

function compare(a: string, b: string): number {
  const [partsA, partsB] = [parts(a), parts(b)];
  if (!partsA || !partsB) return a < b ? -1 : Number(a > b);
  for (let index = 0; index < Math.max(partsA.length, partsB.length); index++) {
    const difference = (partsA[index] ?? 0) - (partsB[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function parts(version: string): number[] | undefined {
  return /^\d+(\.\d+)*$/.test(version) ? version.split('.').map(Number) : undefined;
}
