import type { TelemetrySettings } from '../../config/telemetry-settings.ts';
import { noMeter, type Meter, type OpenMeter } from '../../ports/meter.ts';

/**
 * Opens the meter. The libraries are loaded at the first measurement, and only when there is a target, because they would slow the start of
 * an instance. When a target fails, only measurements are lost.
 */
export function openMeter(settings: TelemetrySettings): OpenMeter {
  if (settings.connectionString === null && settings.otlpEndpoint === null)
    return { meter: noMeter, close: async () => undefined };
  let opened: Promise<OpenMeter> | undefined;
  const measure = (write: (meter: Meter) => void) => {
    opened ??= load(settings);
    opened.then(
      ({ meter }) => {
        write(meter);
      },
      () => undefined,
    );
  };
  return {
    meter: {
      accepted: (...values) => {
        measure((meter) => {
          meter.accepted(...values);
        });
      },
      ended: (...values) => {
        measure((meter) => {
          meter.ended(...values);
        });
      },
      tried: (...values) => {
        measure((meter) => {
          meter.tried(...values);
        });
      },
      called: (...values) => {
        measure((meter) => {
          meter.called(...values);
        });
      },
      swept: (...values) => {
        measure((meter) => {
          meter.swept(...values);
        });
      },
      standing: (read) => {
        measure((meter) => {
          meter.standing(read);
        });
      },
    },
    close: async () => {
      await opened?.then(({ close }) => close()).catch(() => undefined);
    },
  };
}

async function load(settings: TelemetrySettings): Promise<OpenMeter> {
  const { startMetrics } = await import('./start-metrics.ts');
  return startMetrics(settings);
}
