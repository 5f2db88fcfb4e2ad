import { brakeReleaseSchema } from '../brake/release-route.ts';
import * as answers from './operator-answers.ts';
import type { Operation } from './operation.ts';

/** Operations on the state of the service and its systems, and on erasures that the brake holds. */
export const systemOperations: readonly Operation[] = [
  {
    id: 'readCaller',
    method: 'get',
    path: '/caller',
    summary: 'Who calls, and with which roles.',
    action: 'read-caller',
    success: { 200: { json: answers.caller } },
    problems: [],
  },
  {
    id: 'readOverview',
    method: 'get',
    path: '/overview',
    summary:
      'The number of requests in each state, and the tries of the systems in the last 24 hours.',
    action: 'read-overview',
    success: { 200: { json: answers.overview } },
    problems: [],
  },
  {
    id: 'readUpkeep',
    method: 'get',
    path: '/upkeep',
    summary:
      'What the sweeper did and what is due, the age of keys, the versions of flows, and the configuration.',
    action: 'read-upkeep',
    success: { 200: { json: answers.upkeep } },
    problems: [],
  },
  {
    id: 'listSystems',
    method: 'get',
    path: '/systems',
    summary: 'The configured systems and their state.',
    action: 'read-systems',
    success: { 200: { json: answers.systems } },
    problems: [],
  },
  ofSystem('probe', 'Asks a system whether it is reachable, and what is missing.'),
  ofSystem('pause', 'Pauses a system: it is not called any more, and requests wait for it.'),
  ofSystem('resume', 'Ends the pause of a system.'),
  {
    id: 'releaseBrake',
    method: 'post',
    path: '/brake/release',
    summary: 'Releases the erasures that the brake holds, all of them or those of one caller.',
    action: 'release-brake',
    body: brakeReleaseSchema,
    success: { 200: { json: answers.brakeRelease } },
    problems: [400, 413, 415],
  },
];

function ofSystem(action: 'probe' | 'pause' | 'resume', summary: string): Operation {
  return {
    id: `${action}System`,
    method: 'post',
    path: `/systems/{id}/${action}`,
    summary,
    action: `${action}-system`,
    success: { 200: { json: answers.system } },
    problems: [404],
  };
}
