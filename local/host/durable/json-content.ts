import { apiError, serverError, type ApiResponse } from './api-response.ts';

/** The content of a request: normalised JSON text, or the extension's error. */
export type JsonContent = { readonly text: string } | { readonly error: ApiResponse };

const reader = 'Newtonsoft.Json.JsonReaderException';

/**
 * Reads JSON as the extension does: of several values, only the first one counts.
 * @param text not empty
 */
export function readJson(
  text: string,
): { readonly text: string } | { readonly complaint: Complaint } {
  try {
    return { text: JSON.stringify(JSON.parse(text)) };
  } catch (error) {
    const after = /after JSON at position (\d+)/.exec(error instanceof Error ? error.message : '');
    if (after) return { text: JSON.stringify(JSON.parse(text.slice(0, Number(after[1])))) };
    return { complaint: complain(text) };
  }
}

interface Complaint {
  readonly message: string;
  /** The text is the beginning of valid JSON. */
  readonly endsEarly: boolean;
}

/** Newtonsoft's messages for common mistakes. */
function complain(text: string): Complaint {
  const trimmed = text.trim();
  const [first = ''] = trimmed;
  if (trimmed === '')
    return {
      message: "Error reading JToken from JsonReader. Path '', line 0, position 0.",
      endsEarly: false,
    };
  if (!/^(?:[{["\-\dtf]|nu|ne)/.test(trimmed))
    return {
      message: `Unexpected character encountered while parsing value: ${first}. Path '', line 0, position 0.`,
      endsEarly: false,
    };
  const lines = text.split('\n');
  const place = `line ${String(lines.length)}, position ${String(lines.at(-1)?.length ?? 0)}`;
  if (trimmed === '{' || trimmed === '[') {
    const kind = trimmed === '{' ? 'JObject' : 'JArray';
    return {
      message: `Error reading ${kind} from JsonReader. Path '', ${place}.`,
      endsEarly: true,
    };
  }
  const path = /"([^"\\]*)"\s*:\s*$/.exec(text)?.[1] ?? '';
  return {
    message: `Unexpected end when deserializing object. Path '${path}', ${place}.`,
    endsEarly: true,
  };
}

/** The input of a start. An empty body means no input. */
export function startInput(
  text: string,
): { readonly input: string | null } | { readonly error: ApiResponse } {
  if (text === '') return { input: null };
  const read = readJson(text);
  if ('text' in read) return { input: read.text };
  const { message, endsEarly } = read.complaint;
  if (endsEarly)
    return { error: serverError('Newtonsoft.Json.JsonSerializationException', message) };
  return { error: invalidJson(message) };
}

/** The data of an event. It must not be empty. */
export function eventData(text: string): JsonContent {
  const read = readJson(text);
  return 'text' in read ? read : { error: invalidJson(read.complaint.message) };
}

/** The input of a signal. Content that is not JSON is taken as text. */
export function signalInput(
  text: string,
  mediaType: string | undefined,
): { readonly input: string | undefined } | { readonly error: ApiResponse } {
  if (text === '') return { input: undefined };
  if (mediaType !== 'application/json') return { input: JSON.stringify(text) };
  const read = readJson(text);
  if ('text' in read) return { input: read.text };
  return { error: apiError(400, `Could not parse JSON content: ${read.complaint.message}`) };
}

function invalidJson(message: string): ApiResponse {
  return apiError(400, 'Invalid JSON content', { type: reader, message });
}
