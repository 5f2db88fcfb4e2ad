import { actions } from './actions.ts';
import { overview } from './overview.ts';
import { problems } from './problems.ts';
import { queues } from './queues.ts';
import { request } from './request.ts';
import { facts } from './facts.ts';
import { requestSystems } from './request-systems.ts';
import { requestWords } from './request-words.ts';
import { signIn } from './sign-in.ts';
import { systemWords } from './system-words.ts';
import { list } from './requests.ts';
import { shell } from './shell.ts';
import { systems } from './systems.ts';
import { upkeep } from './upkeep.ts';

export const english = {
  shell,
  problems,
  actions,
  request,
  list,
  overview,
  systems,
  queues,
  upkeep,
  signIn,
  facts,
  requestSystems,
  requestWords,
  systemWords,
};

/** Every text of the page. Both languages have the same keys, or the page does not compile. */
export type Texts = typeof english;
