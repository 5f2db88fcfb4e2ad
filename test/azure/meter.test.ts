import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { createOtelMeter } from '../../src/azure/telemetry/otel-meter.ts';
import { measuredPorts } from '../../src/azure/telemetry/measured-ports.ts';
import { openMeter } from '../../src/azure/telemetry/open-meter.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import type { Standing } from '../../src/ports/meter.ts';

jest.mock('../../src/azure/telemetry/start-metrics.ts', () => {
  throw new Error('The libraries were loaded.');
});

const hubspot = systemIdOf('hubspot');
let now = 0;

/** A meter, and what it would send now: for each metric its attributes and values. */
function meterUnderTest() {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 1e8 });
  const provider = new MeterProvider({ readers: [reader] });
  const meter = createOtelMeter(provider.getMeter('test'), () => now);
  return {
    meter,
    stop: (): Promise<void> => provider.shutdown(),
    sent: async () => {
      exporter.reset();
      await provider.forceFlush();
      const metrics = exporter
        .getMetrics()
        .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics: each }) => each));
      return Object.fromEntries(
        metrics.map(({ descriptor, dataPoints }) => [
          descriptor.name.replace('habeas.', ''),
          dataPoints.map(({ attributes, value }) => [
            attributes,
            typeof value === 'object' ? value.sum : value,
          ]),
        ]),
      );
    },
  };
}

test('tries are counted by system and code, and their calls are timed', async () => {
  const { meter, sent, stop } = meterUnderTest();
  meter.tried(hubspot, { code: null, seconds: 0.5 });
  meter.tried(hubspot, { code: 'unavailable', seconds: 2 });
  meter.tried(hubspot, { code: 'unavailable', seconds: 1 });
  meter.accepted('erasure');
  meter.ended('erasure', 'completed');
  meter.called(false);
  meter.swept(3, 1);
  expect(await sent()).toMatchObject({
    tries: [
      [{ system: 'hubspot', code: 'ok' }, 1],
      [{ system: 'hubspot', code: 'unavailable' }, 2],
    ],
    'try.duration': [[{ system: 'hubspot' }, 3.5]],
    'requests.accepted': [[{ type: 'erasure' }, 1]],
    'requests.ended': [[{ type: 'erasure', state: 'completed' }, 1]],
    callbacks: [[{ delivered: false }, 1]],
    'sweep.duration': [[{}, 3]],
    'sweep.failures': [[{}, 1]],
  });
  await stop();
});

test('current numbers are read at most once a minute, and are not reported when they are old', async () => {
  const { meter, sent, stop } = meterUnderTest();
  const numbers: Standing = {
    ...{ open: 7, late: 2, dueThisWeek: 3, waitingForPerson: 1 },
    waitingForSystem: { [hubspot]: 4, [systemIdOf('mailchimp')]: 0 },
  };
  const read = jest.fn(() => Promise.resolve(numbers));
  for (const at of [0, 30_000, 59_000]) {
    now = at;
    meter.standing(read);
  }
  expect(read).toHaveBeenCalledTimes(1);
  expect(await sent()).toMatchObject({
    'requests.open': [[{}, 7]],
    'requests.late': [[{}, 2]],
    'requests.due_this_week': [[{}, 3]],
    'requests.waiting_for_person': [[{}, 1]],
    'requests.waiting_for_system': [
      [{ system: 'hubspot' }, 4],
      [{ system: 'mailchimp' }, 0],
    ],
  });
  // From now on another instance runs the sweeper.
  now = 150_000;
  expect(await sent()).toEqual({});
  meter.standing(() => Promise.reject(new Error('The storage is away.')));
  expect(await sent()).toEqual({});
  await stop();
});

const off = { connectionString: null, clientId: null, otlpEndpoint: null, intervalMs: 1000 };

test('without a target no library is loaded; when a library cannot be loaded, the service continues', async () => {
  const read = jest.fn();
  const { meter, close } = openMeter(off);
  meter.accepted('access');
  meter.standing(read);
  await close();
  expect(read).not.toHaveBeenCalled();
  const broken = openMeter({ ...off, otlpEndpoint: 'http://127.0.0.1:9' });
  broken.meter.accepted('access');
  await broken.close();
});

test('a request is counted when it is accepted and when it ends, and not when a step is repeated', async () => {
  const measured: string[] = [];
  const ended = { type: 'erasure', state: 'completed', finishedAt: '2026-03-02T10:00:00.000Z' };
  const meter = {
    accepted: (type: string) => measured.push(`accepted ${type}`),
    ended: (type: string, state: string) => measured.push(`ended ${type} ${state}`),
    called: (delivered: boolean) => measured.push(`called ${delivered}`),
    swept: (seconds: number, failures: number) => measured.push(`swept ${seconds} ${failures}`),
  };
  const kinds = ['accepted', 'alike'];
  const { register, callback, upkeepState } = measuredPorts(
    {
      register: {
        accept: async () => ({ kind: kinds.shift() }),
        end: async () => ended,
      },
      callback: { post: async () => true },
      upkeepState: { swept: async () => undefined },
    } as never,
    meter as never,
  );
  const acceptance = { request: { type: 'erasure' } } as never;
  await register.accept(acceptance);
  await register.accept(acceptance);
  await register.end('1' as never, { finishedAt: ended.finishedAt } as never);
  await register.end('1' as never, { finishedAt: '2026-03-02T10:00:07.000Z' } as never);
  await callback.post('https://x.example.org', {} as never);
  await upkeepState.swept({
    startedAt: '2026-03-02T10:00:00.000Z',
    endedAt: '2026-03-02T10:00:04.000Z',
    failures: 2,
  } as never);
  expect(measured).toEqual([
    'accepted erasure',
    'ended erasure completed',
    'called true',
    'swept 4 2',
  ]);
});
