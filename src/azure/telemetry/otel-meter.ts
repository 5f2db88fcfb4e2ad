import type { Meter as Instruments } from '@opentelemetry/api';
import type { Meter, Standing } from '../../ports/meter.ts';

/** Counts of requests are reported for this long after they were read. After that, another instance may have newer counts. */
const freshMs = 150_000;
/** The counts are read at most once in this time, because a read costs calls to storage. */
const readAgainMs = 60_000;

/**
 * Writes measurements into instruments of OpenTelemetry. Durations are in seconds. Names and units follow the semantic conventions:
 * https://opentelemetry.io/docs/specs/semconv/general/metrics/
 * @param now milliseconds
 */
export function createOtelMeter(instruments: Instruments, now: () => number): Meter {
  const counter = (name: string, description: string, unit: string) =>
    instruments.createCounter(`habeas.${name}`, { description, unit });
  const accepted = counter('requests.accepted', 'Requests that were accepted', '{request}');
  const ended = counter('requests.ended', 'Requests that ended', '{request}');
  const tries = counter('tries', 'Tries in systems', '{try}');
  const callbacks = counter('callbacks', 'Calls of callback addresses', '{call}');
  const sweepFailures = counter('sweep.failures', 'Tasks of the sweeper that failed', '{task}');
  const seconds = (name: string, description: string) =>
    instruments.createHistogram(`habeas.${name}`, { description, unit: 's' });
  const tryDuration = seconds('try.duration', 'How long the calls of a try took');
  const sweepDuration = seconds('sweep.duration', 'How long a run of the sweeper took');
  return {
    accepted: (type) => {
      accepted.add(1, { type });
    },
    ended: (type, state) => {
      ended.add(1, { type, state });
    },
    tried: (system, sight) => {
      tries.add(1, { system, code: sight.code ?? 'ok' });
      tryDuration.record(sight.seconds, { system });
    },
    called: (delivered) => {
      callbacks.add(1, { delivered });
    },
    swept: (taken, failures) => {
      sweepDuration.record(taken);
      sweepFailures.add(failures);
    },
    standing: observeStanding(instruments, now),
  };
}

/** Reports the counts that were read last, unless they are older than `freshMs`. */
function observeStanding(instruments: Instruments, now: () => number): Meter['standing'] {
  let last: { readonly at: number; readonly numbers: Standing } | null = null;
  let readAt = -Infinity;
  const gauge = (name: string, description: string, numberOf: (standing: Standing) => number) => {
    instruments
      .createObservableGauge(`habeas.requests.${name}`, { description, unit: '{request}' })
      .addCallback((result) => {
        if (last && now() - last.at < freshMs) result.observe(numberOf(last.numbers));
      });
  };
  gauge('open', 'Open requests', ({ open }) => open);
  gauge('late', 'Open requests whose last day has passed', ({ late }) => late);
  gauge('due_this_week', 'Open requests due within a week', ({ dueThisWeek }) => dueThisWeek);
  gauge('waiting_for_person', 'Requests that wait for a person', (one) => one.waitingForPerson);
  instruments
    .createObservableGauge('habeas.requests.waiting_for_system', {
      description: 'Open requests that a system holds up',
      unit: '{request}',
    })
    .addCallback((result) => {
      if (!last || now() - last.at >= freshMs) return;
      for (const [system, waiting] of Object.entries(last.numbers.waitingForSystem))
        result.observe(waiting, { system });
    });
  return (read) => {
    const at = now();
    if (at - readAt < readAgainMs) return;
    readAt = at;
    read().then(
      (numbers) => {
        last = { at, numbers };
      },
      () => undefined,
    );
  };
}
