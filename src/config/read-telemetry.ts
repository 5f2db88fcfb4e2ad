import type { EnvironmentReader } from './environment.ts';
import type { TelemetrySettings } from './telemetry-settings.ts';

const usualIntervalMs = 60_000;

/** Reads the variables of Application Insights and of OpenTelemetry. The Functions host reads the same ones. */
export function readTelemetry(environment: EnvironmentReader): TelemetrySettings {
  const connectionString = environment.optional('APPLICATIONINSIGHTS_CONNECTION_STRING');
  const authentication = environment.optional('APPLICATIONINSIGHTS_AUTHENTICATION_STRING');
  const otlpEndpoint = environment.matching(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    /^https?:\/\/[^\s?#]+$/,
    'is not an address: write the base address of an OTLP receiver, such as http://127.0.0.1:4318',
  );
  // https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
  const interval = environment.matching(
    'OTEL_METRIC_EXPORT_INTERVAL',
    /^[1-9]\d{2,7}$/,
    'must be milliseconds, from 100',
  );
  return {
    connectionString,
    clientId: /(?:^|;)ClientId=([^;]+)/i.exec(authentication ?? '')?.[1] ?? null,
    otlpEndpoint: otlpEndpoint?.replace(/\/+$/, '') ?? null,
    intervalMs: Number(interval ?? usualIntervalMs),
  };
}
