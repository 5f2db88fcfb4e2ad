import type { TelemetrySettings } from '../../config/telemetry-settings.ts';
import { noMeter, type Meter, type OpenMeter } from '../../ports/meter.ts';

/**
 * Opens the meter. The libraries are loaded at the first measurement, and never when there is no target, so that an instance starts as
 * quickly as before. A target that fails costs measurements and nothing else.
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
