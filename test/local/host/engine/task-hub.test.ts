import { RetryOptions } from 'durable-functions';
import { EventType } from '../../../../local/host/protocol/history-event.ts';
import { OrchestrationStatus } from '../../../../local/host/protocol/orchestration-status.ts';
import { utcNow } from '../../../../local/host/protocol/timestamp.ts';
import { until } from '../../../support/until.ts';
import type { AppBodies } from './memory-app.ts';
import { openHub, withHub, withHubFile } from './memory-hub.ts';

const raised = (name: string, data: unknown) => ({
  EventType: EventType.EventRaised,
  Name: name,
  Input: JSON.stringify(data),
  ParentTraceContext: null,
  EventId: -1,
  Timestamp: utcNow(),
});

test('activities, timers, sub-orchestrations and entity messages share one sequence of numbers, and events take none', () => {
  const bodies: AppBodies = {
    orchestrations: {
      *all({ df }) {
        yield df.callActivity('echo', 1);
        yield df.createTimer(new Date(0));
        yield df.waitForExternalEvent('go');
        yield df.callSubOrchestrator('child');
        yield df.Task.all([df.callActivity('echo', 2), df.callActivity('echo', 3)]);
      },
      *child() {
        return 1;
      },
    },
    activities: { echo: (input) => input },
  };
  return withHub(bodies, async ({ hub, start, output, story }) => {
    const id = await start('all');
    await hub.raise(id, raised('go', 1));
    await output(id);
    const scheduled = story(id).filter((mark) => /^(?:4|7|10|1):/.test(mark));
    expect(scheduled).toEqual(['4:0', '10:1', '7:2', '4:3', '4:4', '1:5']);
  });
});

test('a sleeping fan-out has the usual history, without a replay for each answer', () => {
  let replays = 0;
  const gates = [1, 2, 3].map(() => Promise.withResolvers<undefined>());
  const bodies: AppBodies = {
    orchestrations: {
      *fan({ df }) {
        replays += 1;
        return yield df.Task.all([0, 1, 2].map((gate) => df.callActivity('wait', gate)));
      },
    },
    activities: {
      wait: async (gate: number) => {
        await gates[gate]?.promise;
        return gate;
      },
    },
  };
  return withHub(bodies, async ({ hub, start, output, story }) => {
    const id = await start('fan');
    for (const [index, gate] of gates.entries()) {
      gate.resolve(undefined);
      await until('the answer is in history', () =>
        hub
          .history(id)
          .some((event) => 'TaskScheduledId' in event && event.TaskScheduledId === index),
      );
    }
    expect(await output(id)).toEqual([0, 1, 2]);
    expect(replays).toBe(2);
    expect(story(id)).toEqual([
      '12',
      '0',
      '4:0',
      '4:1',
      '4:2',
      '13',
      '12',
      '5:0',
      '13',
      '12',
      '5:1',
      '13',
      '12',
      '5:2',
      '1:3',
      '13',
    ]);
  });
});

test('the waits between retries follow coefficient and maximum', () => {
  const options = Object.assign(new RetryOptions(10, 4), {
    backoffCoefficient: 3,
    maxRetryIntervalInMilliseconds: 50,
  });
  const bodies: AppBodies = {
    orchestrations: {
      *retry({ df }) {
        try {
          return yield df.callActivityWithRetry('fail', options);
        } catch {
          return 'gave up';
        }
      },
    },
    activities: {
      fail() {
        throw new Error('no');
      },
    },
  };
  return withHub(bodies, async ({ hub, start, output }) => {
    const id = await start('retry');
    expect(await output(id)).toBe('gave up');
    let now = '';
    const waits = hub.history(id).flatMap((event) => {
      if (event.EventType === EventType.OrchestratorStarted) now = event.Timestamp;
      return event.EventType === EventType.TimerCreated
        ? [Date.parse(event.FireAt) - Date.parse(now)]
        : [];
    });
    expect(waits).toEqual([10, 30, 50, 0]);
  });
});

test('a second start with the same id is refused before the first is acknowledged', () => {
  const bodies: AppBodies = {
    orchestrations: {
      *wait({ df }) {
        yield df.waitForExternalEvent('never');
      },
    },
  };
  return withHub(bodies, async ({ start }) => {
    const both = await Promise.allSettled([start('wait', 1, 'one'), start('wait', 2, 'one')]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  });
});

test('an orchestration of a version that the app does not serve stays Pending, also after a restart', () =>
  withHubFile(async (file) => {
    const bodies: AppBodies = {
      orchestrations: {
        *plain() {
          return 1;
        },
      },
    };
    const first = openHub(file, bodies);
    await first.hub.startInstance({ name: 'plain', input: null, instanceId: 'v2', version: '2.0' });
    expect(first.hub.read('v2')?.status).toBe(OrchestrationStatus.Pending);
    await first.hub.stop();
    const newer = openHub(file, bodies, { settings: { defaultVersion: '2.1' } });
    expect(await newer.output('v2')).toBe(1);
    await newer.hub.stop();
  }));

test('open activities and timers continue after a restart, with their inputs', () =>
  withHubFile(async (file) => {
    const never = new Promise<never>(() => undefined);
    let isFirst = true;
    const seen: unknown[] = [];
    const bodies: AppBodies = {
      orchestrations: {
        *both({ df }) {
          const soon = new Date(df.currentUtcDateTime.getTime() + 300);
          return yield df.Task.all([df.callActivity('work', { a: 'input' }), df.createTimer(soon)]);
        },
      },
      activities: {
        work(input) {
          seen.push(input);
          return isFirst ? never : 'done';
        },
      },
    };
    const first = openHub(file, bodies);
    await first.start('both', undefined, 'open');
    await until('the activity runs', () => seen.length === 1);
    isFirst = false;
    await first.hub.stop();
    const second = openHub(file, bodies);
    expect(await second.output('open')).toEqual(['done', null]);
    expect(seen).toEqual([{ a: 'input' }, { a: 'input' }]);
    await second.hub.stop();
  }));

test('a flow that calls continueAsNew without end does not stop other flows', () => {
  const bodies: AppBodies = {
    orchestrations: {
      *endless({ df }) {
        df.continueAsNew({});
      },
      *plain() {
        return 1;
      },
    },
  };
  return withHub(bodies, async ({ hub, start, output }) => {
    void hub
      .startInstance({ name: 'endless', input: null, instanceId: 'endless' })
      .catch(() => undefined);
    expect(await output(await start('plain'))).toBe(1);
  });
});
