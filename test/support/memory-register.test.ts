import { createMemoryKeys } from './memory-ports.ts';
import { createMemoryRegister } from './memory-register.ts';
import type { OpenedRegister } from './register-suite.ts';
import { testsOfOrder } from './register-suite-order.ts';
import { testsOfLists } from './register-suite-lists.ts';
import { testsOfRequests } from './register-suite-requests.ts';
import { testsOfTries } from './register-suite-tries.ts';
import { testsOfRetries } from './register-suite-retry.ts';
import { testsOfUpkeep } from './register-suite-upkeep.ts';

// Tests of the service use this register in place of the one in Table storage, so it must do the same.

async function open(): Promise<OpenedRegister> {
  const clock = { at: '2026-03-02T10:30:00.000Z' };
  const keys = createMemoryKeys();
  const register = createMemoryRegister(keys, () => new Date(clock.at));
  return { register, keys, clock, anotherProcess: () => ({ register, keys }) };
}

describe('requests', () => testsOfRequests(open));
describe('tries', () => testsOfTries(open));
describe('lists', () => testsOfLists(open));
describe('order of arrival', () => testsOfOrder(open));
describe('upkeep', () => testsOfUpkeep(open));
describe('retries', () => testsOfRetries(open));
