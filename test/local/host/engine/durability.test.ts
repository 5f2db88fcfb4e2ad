import { StoreFailure } from '../../../../local/host/store/task-hub-store.ts';
import { until } from '../../../support/until.ts';
import type { AppBodies } from './memory-app.ts';
import { openHub, withHub, withHubFile } from './memory-hub.ts';

test('after a failure of the store nothing is acknowledged', async () => {
  let isFull = false;
  const bodies: AppBodies = {
    orchestrations: {
      *plain() {
        return 1;
      },
    },
  };
  await withHub(
    bodies,
    async ({ start, output, faults }) => {
      expect(await output(await start('plain'))).toBe(1);
      isFull = true;
      await expect(start('plain')).rejects.toThrow('the disk is full');
      isFull = false;
      await expect(start('plain')).rejects.toThrow('the disk is full');
      expect(faults).toHaveLength(1);
    },
    {
      wrap: (store) => ({
        ...store,
        commit(write) {
          if (isFull) throw new StoreFailure('the disk is full');
          store.commit(write);
        },
      }),
    },
  );
});

test(
  'an event for a busy instance is durable before it is acknowledged',
  () =>
    withHubFile(async (file) => {
      const bodies: AppBodies = {
        entities: {
          counter: async (context) => {
            const input = context.df.getInput<number>() ?? 0;
            if (input === 1) await new Promise(() => undefined);
            context.df.setState((context.df.getState(() => 0) ?? 0) + input);
          },
        },
      };
      const signal = (input: number) =>
        JSON.stringify({
          op: 'add',
          signal: true,
          input: String(input),
          id: `id-${String(input)}`,
          Timestamp: '',
          Predecessor: '',
        });
      const first = openHub(file, bodies);
      await first.hub.signalEntity('@counter@busy', signal(1));
      await first.hub.signalEntity('@counter@busy', signal(2));
      // The process ends and does not wait for the operation that hangs.
      await first.hub.stop();
      const second = openHub(file, {
        entities: {
          counter: (context) => {
            context.df.setState(
              (context.df.getState(() => 0) ?? 0) + (context.df.getInput<number>() ?? 0),
            );
          },
        },
      });
      await until('both are counted', () =>
        second.hub.read('@counter@busy')?.input?.includes('"state":"3"'),
      );
      await second.hub.stop();
    }),
  20_000,
);
