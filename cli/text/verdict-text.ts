import { styled } from '../output.ts';
import type { SystemAnswer } from '../answers.ts';
import { plain, shortTime } from './plain.ts';

const good = new Set(['absent', 'erased', 'exported', 'expires']);
const bad = new Set(['present', 'failed']);
const stated = new Set(['no-identifier', 'shadow']);

type Settled = Pick<SystemAnswer, 'reason' | 'law' | 'until'> & { readonly verdict: string };

/** Green when a verdict is good, red when it is bad, yellow for an exception, null when it is only stated. */
export function colourOf({
  verdict,
  reason,
  law,
  until,
}: Settled): 'green' | 'red' | 'yellow' | null {
  // What a law keeps until a date is as planned. A hold without law or end is an exception.
  const isPlanned = verdict === 'retained' && law !== undefined && until !== null;
  if (good.has(verdict) || isPlanned) return 'green';
  if (verdict === 'unsearched' && reason && stated.has(reason)) return null;
  return bad.has(verdict) ? 'red' : 'yellow';
}

function verdictText(settled: Settled): string {
  const word = plain(settled.verdict);
  const colour = colourOf(settled);
  return colour === null ? word : styled(colour, word);
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
  const { verdict, progress, after = [] } = system;
  if (verdict) return [verdictText({ ...system, verdict }), ...details(system)].join('  ');
  if (!progress) return 'not begun';
  const tries = progress.attempts > 1 ? `, try ${progress.attempts}` : '';
  const code = progress.code ? `, ${progress.code}` : '';
  const next = progress.nextAt ? `, next try ${progress.nextAt.slice(11, 19)}` : '';
  const order = after.length > 0 ? `, after ${after.join(', ')}` : '';
  const waits = progress.waitingFor ? `, waits for ${words(progress.waitingFor)}` : '';
  return plain(`${progress.step}${tries}${code}${waits}${next}${order}`);
}

const words = (code: string) => code.replaceAll('-', ' ');

const shadowWords: Readonly<Record<string, string>> = {
  nothing: 'do nothing',
  export: 'export',
  erase: 'erase',
  keep: 'keep all by a rule',
  choose: 'ask which records are the person’s',
  fail: 'fail',
};

function details(system: SystemAnswer): string[] {
  const { code, reason, law, until, leads, candidates, residuals, shadow } = system;
  return [
    code && plain(code),
    reason && plain(reason),
    shadow && plain(`only tried out, would ${shadowWords[shadow.would] ?? shadow.would}`),
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
