import { styled } from '../output.ts';
import type { SystemAnswer } from '../answers.ts';
import { plain, shortTime } from './plain.ts';

const good = new Set(['absent', 'erased', 'exported', 'expires', 'retained']);
const bad = new Set(['present', 'failed']);

/** A verdict in its colour: green when it is good, red when it is bad, yellow for an exception. */
export function verdictText(verdict: string): string {
  const word = plain(verdict);
  if (good.has(verdict)) return styled('green', word);
  return styled(bad.has(verdict) ? 'red' : 'yellow', word);
}

/** A state in its colour. */
export function stateText(state: string, reason: string | null): string {
  const words = plain(reason ? `${state} (${reason})` : state);
  if (state === 'completed') return styled('green', words);
  if (state === 'failed') return styled('red', words);
  return state === 'completed-with-exceptions' ? styled('yellow', words) : words;
}

/** The current step in a system, or its verdict. */
export function systemText(system: SystemAnswer): string {
  if (system.verdict) return [verdictText(system.verdict), ...details(system)].join('  ');
  const { progress } = system;
  if (!progress) return 'not begun';
  const tries = progress.attempts > 1 ? `, try ${progress.attempts}` : '';
  const code = progress.code ? `, ${progress.code}` : '';
  const next = progress.nextAt ? `, next try ${progress.nextAt.slice(11, 19)}` : '';
  const waits = progress.waitingFor ? `, waits for ${words(progress.waitingFor)}` : '';
  return plain(`${progress.step}${tries}${code}${waits}${next}`);
}

const words = (code: string) => code.replaceAll('-', ' ');

function details(system: SystemAnswer): string[] {
  const { code, reason, law, until, leads, candidates, residuals } = system;
  return [
    code && plain(code),
    reason && plain(reason),
    law && plain(law),
    until && `until ${shortTime(until)}`,
    candidates && `${candidates} to choose from`,
    leads > 0 && `${leads} leads`,
    ...residuals.map(({ what, until: by, law: demands }) =>
      plain(
        `${words(what)} remain${by ? ` until ${by.slice(0, 10)}` : ''}${demands ? ` (${demands})` : ''}`,
      ),
    ),
  ].filter((text): text is string => typeof text === 'string' && text !== '');
}
