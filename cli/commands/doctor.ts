import { Command } from 'commander';
import { CommandFailure } from '../command-failure.ts';
import type { CommandLine, Tools } from '../command-line.ts';
import { exitCodes } from '../exit-codes.ts';
import { addressOf } from '../connection.ts';
import { keptSignIns } from '../sign-in/kept-sign-in.ts';
import { personText } from '../text/person-text.ts';
import { showFindings } from '../text/findings-text.ts';
import { bad, good, type Finding } from '../verify/finding.ts';
import { probeSystem, systemsOf } from './systems.ts';

/** The largest difference of clocks, in seconds. With a larger one, signatures of callbacks and tokens are refused. */
const clockToleranceSeconds = 120;

/** `doctor`: checks the service and every system, and names a fix for each finding. */
export function addDoctorCommand({ add }: CommandLine): void {
  add(
    new Command('doctor').description(
      'check the service and every system, and name a fix for each finding',
    ),
    async (tools) => showFindings(tools.output, await diagnose(tools)),
  );
}

async function diagnose(tools: Tools): Promise<readonly Finding[]> {
  const api = addressOf(tools.connection, process.env);
  const clock = await checked('The service answers', () => tools.service.clockDifferenceSeconds());
  if ('finding' in clock) return [clock.finding];
  const findings = [
    good(`The service answers at ${api}.`),
    clockFinding(clock.value),
    callerFinding(tools, api),
  ];
  const systems = await checked('The systems can be listed', () => systemsOf(tools));
  if ('finding' in systems) return [...findings, systems.finding];
  for (const { id } of systems.value) {
    const probe = await checked(`${id} can be probed`, () => probeSystem(tools, id));
    findings.push(...('finding' in probe ? [probe.finding] : probe.value));
  }
  return findings;
}

/** Says which credential the commands send. The service alone decides what it allows. */
function callerFinding({ connection }: Tools, api: string): Finding {
  const { HABEAS_TOKEN: token, HABEAS_KEY: key } = process.env;
  if (connection.role !== undefined) return good(`You call with the key of ${connection.role}.`);
  if (token) return good('You call with the token in HABEAS_TOKEN.');
  if (key) return good('You call with the key in HABEAS_KEY.');
  const signIn = keptSignIns(process.env).read(api);
  return good(
    signIn
      ? `You are signed in as ${personText(signIn.person)}.`
      : 'You call without a credential.',
  );
}

function clockFinding(seconds: number | null): Finding {
  if (seconds === null) return good('The service does not tell its time.');
  if (Math.abs(seconds) <= clockToleranceSeconds)
    return good('The clocks of the service and of this machine agree.');
  return bad(
    `The clocks of the service and of this machine differ by ${Math.abs(seconds)} seconds.`,
    'Synchronise the wrong clock with NTP. Tokens and signatures are refused while the clocks differ.',
  );
}

/** The result of a check, or a finding that names the failure. */
async function checked<T>(
  what: string,
  ask: () => Promise<T>,
): Promise<{ value: T } | { finding: Finding }> {
  try {
    return { value: await ask() };
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    if (error.exitCode === exitCodes.usage && error.problem === undefined) throw error;
    return { finding: bad(`${what}: no.`, error.message) };
  }
}
