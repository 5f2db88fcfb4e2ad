import path from 'node:path';
import { searchFolder } from '../support/canaries.ts';
import { storiesOfManyCalls, storyOfAnAgent } from './honoured/agents-and-files.ts';
import { storyOfBadSystems } from './honoured/bad-systems.ts';
import { storyOfARequestFromTheQueue } from './honoured/by-queue.ts';
import { storyOfEverySystem } from './honoured/everywhere.ts';
import { startHonouredStack, type HonouredStack } from './honoured/honoured-stack.ts';
import { storyOfLostAnswers } from './honoured/lost-answers.ts';
import { storyOfAnOutage } from './honoured/outage.ts';
import { storyOfARefusedLookUp } from './honoured/refused-look-up.ts';
import { storiesOfUnknownPeople } from './honoured/unknown-people.ts';
import { storiesOfWhoseIdentifierItIs } from './honoured/whose-identifier.ts';

let shared: HonouredStack;
const the = () => shared;

beforeAll(async () => {
  // A bad system is given up soon. The other stories wait less than that.
  shared = await startHonouredStack({ giveUpAfter: 'PT12S' });
}, 150_000);
afterAll(() => shared.end());

describe('at the same time', () => {
  storyOfEverySystem(the);
  storiesOfUnknownPeople(the);
  storiesOfWhoseIdentifierItIs(the);
  storyOfARequestFromTheQueue(the);
  storyOfAnAgent(the);
});

describe('one bad system does not stop the others:', () => {
  storyOfARefusedLookUp(the);
  storyOfLostAnswers(the);
  storyOfAnOutage(the);
  storyOfBadSystems(the);
});

storiesOfManyCalls(the);

test('no data of these people is outside the sandbox, before or after the stop', async () => {
  const { stack, canaries, telemetry } = the();
  expect(Object.keys(canaries()).length).toBeGreaterThan(40);
  const inside = searchFolder(path.join(stack.dataFolder, 'sandbox'), canaries(), []);
  expect(inside.length).toBeGreaterThan(0);
  expect(searchFolder(stack.dataFolder, canaries(), ['sandbox'])).toEqual([]);
  for (const measured of [
    'habeas.tries',
    'habeas.requests.ended',
    'habeas.requests.open',
    'hubspot',
  ])
    expect(telemetry.received()).toContain(measured);
  // The storage writes all that it holds to disk only when it stops.
  expect(await stack.stop()).toBe(0);
  expect(searchFolder(stack.dataFolder, canaries(), ['sandbox'])).toEqual([]);
}, 90_000);
