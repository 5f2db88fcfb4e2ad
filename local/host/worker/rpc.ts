// The messages between host and Node worker, as far as `@azure/functions` reads or writes them.

/** A value that goes into or out of a function. The first property that is set counts. */
export interface RpcTypedData {
  readonly string?: string;
  readonly json?: string;
  readonly bytes?: Uint8Array;
  readonly stream?: Uint8Array;
  readonly http?: RpcHttp;
  readonly int?: number;
  readonly double?: number;
}

export interface RpcHttpCookie {
  readonly name: string;
  readonly value: string;
  readonly domain?: { readonly value: string };
  readonly path?: { readonly value: string };
  readonly expires?: { readonly value: { readonly seconds: number; readonly nanos?: number } };
  readonly secure?: { readonly value: boolean };
  readonly httpOnly?: { readonly value: boolean };
  readonly sameSite?: 'none' | 'lax' | 'strict' | 'explicitNone';
  readonly maxAge?: { readonly value: number };
}

export type NullableValues = Readonly<Record<string, { readonly value: string }>>;

export interface RpcHttp {
  readonly url?: string;
  readonly method?: string;
  readonly nullableHeaders?: NullableValues;
  readonly nullableQuery?: NullableValues;
  readonly nullableParams?: NullableValues;
  readonly body?: RpcTypedData;
  readonly statusCode?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly RpcHttpCookie[];
  readonly enableContentNegotiation?: boolean;
}

/** A binding as the app registered it: type, name, direction and its own options. */
export interface Binding {
  readonly type: string;
  readonly name?: string;
  readonly direction?: 'in' | 'out' | 'inout';
  readonly [option: string]: unknown;
}

export interface RpcDuration {
  readonly seconds?: number;
  readonly nanos?: number;
}

export interface RetryOptions {
  readonly maxRetryCount: number;
  readonly retryStrategy: 'fixedDelay' | 'exponentialBackoff';
  readonly delayInterval?: RpcDuration;
  readonly minimumInterval?: RpcDuration;
  readonly maximumInterval?: RpcDuration;
}

export interface RetryContext {
  readonly retryCount: number;
  readonly maxRetryCount: number;
  readonly exception?: {
    readonly message?: string;
    readonly stackTrace?: string;
    readonly source?: string;
  };
}

export interface TraceContext {
  readonly traceParent?: string;
  readonly traceState?: string;
}
