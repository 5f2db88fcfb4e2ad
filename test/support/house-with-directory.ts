import { systemIdOf } from '../../src/domain/system.ts';
import { findSubject } from '../../src/activities/resolve/find-subject.ts';
import { createMemoryHouse, hit, order, system, type AccessInTest } from './memory-house.ts';

export const visit = {
  ...order,
  dossier: 1,
  system: systemIdOf('dir'),
  attempts: 1,
  since: null,
  goneSince: null,
};

export const holding = { ...order, dossier: 1, systems: ['dir'].map(systemIdOf) };

export async function houseWith(access: AccessInTest) {
  const house = await createMemoryHouse([
    system('dir', { find: async () => [hit('oid-ada')], ...access }),
  ]);
  await findSubject(house, { ...order, from: 0, to: 1, skip: [], again: false, anew: false });
  return house;
}
