import { brakeReleaseSchema } from '../brake/release-route.ts';
import * as answers from './operator-answers.ts';
import type { Operation } from './operation.ts';

/** How the service and its systems do, and what stops erasures. */
export const systemOperations: readonly Operation[] = [
  {
    id: 'readOverview',
    method: 'get',
    path: '/overview',
    summary: 'How many requests there are where, and how the systems did in the last day.',
    action: 'read-overview',
    success: { 200: { json: answers.overview } },
    problems: [],
  },
  {
    id: 'readUpkeep',
    method: 'get',
    path: '/upkeep',
    summary:
      'What the sweeper did and will do, ages of keys, versions of flows, and the configuration.',
    action: 'read-upkeep',
    success: { 200: { json: answers.upkeep } },
    problems: [],
  },
  {
    id: 'listSystems',
    method: 'get',
    path: '/systems',
    summary: 'The configured systems and how they do.',
    action: 'read-systems',
    success: { 200: { json: answers.systems } },
    problems: [],
  },
  ofSystem('probe', 'Asks a system whether it is reachable, and what is missing.'),
  ofSystem('pause', 'Calls a system no more; requests wait for it.'),
  ofSystem('resume', 'Calls a paused system again.'),
  {
    id: 'releaseBrake',
    method: 'post',
    path: '/brake/release',
    summary: 'Lets erasures that the brake holds go on, all or those of one caller.',
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
