import { accessibilityTests } from './page/accessibility-tests.ts';
import { actionTests } from './page/action-tests.ts';
import { faultTests } from './page/fault-tests.ts';
import { keyTests } from './page/key-tests.ts';
import { languageTests } from './page/language-tests.ts';
import { listTests } from './page/list-tests.ts';
import { manyTests } from './page/many-tests.ts';
import { operationTests } from './page/operation-tests.ts';
import { overviewTests } from './page/overview-tests.ts';
import { requestTests } from './page/request-tests.ts';
import { systemActionTests } from './page/system-action-tests.ts';
import { systemsTests } from './page/systems-tests.ts';
import { setUpPage } from './page-under-test.ts';

// One file for all of them, so that they share one browser.
setUpPage();
describe('the overview', overviewTests);
describe('the systems', systemsTests);
describe('queues and upkeep', operationTests);
describe('the list', listTests);
describe('many requests', manyTests);
describe('one request', requestTests);
describe('what an operator does', actionTests);
describe('what an operator does in a system', systemActionTests);
describe('when reading fails', faultTests);
describe('the function key', keyTests);
describe('for everybody', accessibilityTests);
describe('languages and themes', languageTests);
