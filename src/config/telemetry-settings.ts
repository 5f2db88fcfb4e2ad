/** Where the service sends its metrics. When both targets are null, nothing is measured. */
export interface TelemetrySettings {
  /** The connection string of Application Insights. */
  readonly connectionString: string | null;
  /** The client ID of the managed identity that may send to Application Insights; null when the key in the connection string is used. */
  readonly clientId: string | null;
  /** The base address of a receiver of OTLP over HTTP. */
  readonly otlpEndpoint: string | null;
  /** The time between two sendings of the metrics. */
  readonly intervalMs: number;
}
