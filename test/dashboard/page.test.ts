import { accessibilityTests } from './page/accessibility-tests.ts';
import { actionTests } from './page/action-tests.ts';
import { faultTests } from './page/fault-tests.ts';
import { keyTests } from './page/key-tests.ts';
import { listTests } from './page/list-tests.ts';
import { requestTests } from './page/request-tests.ts';
import { setUpPage } from './page-under-test.ts';

// One file for all of them, so that they share one browser.
setUpPage();
describe('the list', listTests);
describe('one request', requestTests);
describe('what an operator does', actionTests);
describe('when reading fails', faultTests);
describe('the function key', keyTests);
describe('for everybody', accessibilityTests);
