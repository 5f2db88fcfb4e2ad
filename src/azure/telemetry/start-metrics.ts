// Loaded only when there is a target for metrics.
import { ManagedIdentityCredential } from '@azure/identity';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  InstrumentType,
  MeterProvider,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics';
import type { TelemetrySettings } from '../../config/telemetry-settings.ts';
import type { OpenMeter } from '../../ports/meter.ts';
import { createOtelMeter } from './otel-meter.ts';

/** Sends metrics to every target of the settings. */
export async function startMetrics(settings: TelemetrySettings): Promise<OpenMeter> {
  const exporters = await exportersTo(settings);
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': 'habeas' }),
    readers: exporters.map(
      (exporter) =>
        new PeriodicExportingMetricReader({
          exporter,
          exportIntervalMillis: settings.intervalMs,
          exportTimeoutMillis: Math.min(settings.intervalMs, 30_000),
        }),
    ),
  });
  return {
    meter: createOtelMeter(provider.getMeter('habeas'), Date.now),
    close: () => provider.shutdown(),
  };
}

async function exportersTo({
  connectionString,
  clientId,
  otlpEndpoint,
}: TelemetrySettings): Promise<PushMetricExporter[]> {
  const exporters: PushMetricExporter[] = [];
  if (otlpEndpoint !== null) exporters.push(otlpExporter(`${otlpEndpoint}/v1/metrics`));
  if (connectionString !== null) {
    const { AzureMonitorMetricExporter } = await import('@azure/monitor-opentelemetry-exporter');
    exporters.push(
      new AzureMonitorMetricExporter({
        connectionString,
        ...(clientId !== null && { credential: new ManagedIdentityCredential({ clientId }) }),
        // Otherwise the exporter writes what it could not send into the temporary folder.
        disableOfflineStorage: true,
      }),
    );
  }
  return exporters;
}

/**
 * Totals are cumulative, as most receivers of OTLP want them. A gauge is not: an instance that no longer runs the sweeper would repeat
 * its last value until it ends.
 */
function otlpExporter(url: string): PushMetricExporter {
  return Object.assign(new OTLPMetricExporter({ url }), {
    selectAggregationTemporality: (type: InstrumentType) =>
      type === InstrumentType.OBSERVABLE_GAUGE
        ? AggregationTemporality.DELTA
        : AggregationTemporality.CUMULATIVE,
  });
}
