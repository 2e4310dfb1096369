/**
 * Makes the requests that it is told to, one after the other, or one of them many times at once, and tells what came of
 * each. It passes addresses on as they are given, and reads bodies without keeping them.
 */
import { defineTool, FetchError, type Fetch, type Schema, type Tool } from '@kami/guest';

interface ProbeRequest {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly redirect?: 'follow' | 'manual' | 'error';
}

interface ProbeArguments {
  readonly requests: readonly ProbeRequest[];
  /** How often each request is made at once; once unless said. */
  readonly times?: number;
}

const input: Schema<ProbeArguments> = {
  '~standard': {
    version: 1,
    vendor: 'guests',
    validate: (value) => ({ value: value as ProbeArguments }),
    jsonSchema: { input: () => ({ type: 'object' }), output: () => ({ type: 'object' }) },
  },
};

/** Bytes of a body that are shown. */
const SHOWN = 1000;

async function attempt(fetch: Fetch, { url, ...init }: ProbeRequest): Promise<object> {
  let bytes = 0;
  try {
    const response = await fetch(url, init);
    let text = '';
    for (const part of response.chunks()) {
      if (bytes < SHOWN) text += String.fromCharCode(...part.subarray(0, SHOWN - bytes));
      bytes += part.length;
    }
    const { status, redirected } = response;
    return {
      status,
      url: response.url,
      redirected,
      encoding: response.headers.get('content-encoding'),
      bytes,
      text,
    };
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    return { error: error.code, message: error.message, bytes };
  }
}

/** How often each outcome came: a status or the code of an error. */
async function attemptAtOnce(fetch: Fetch, request: ProbeRequest, times: number): Promise<object> {
  const counts: Record<string, number> = {};
  const fetches = Array.from({ length: times }, async () => attempt(fetch, request));
  for (const outcome of (await Promise.all(fetches)) as {
    readonly status?: number;
    readonly error?: string;
  }[]) {
    const key = String(outcome.status ?? outcome.error);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** The only tool. */
export const netProbe: Tool = defineTool({
  name: 'net-probe',
  description: 'Makes requests.',
  input,
  requests: { net: ['*.example.com'] },
  run: async ({ requests, times }, { fetch }) => {
    const outcomes: object[] = [];
    for (const request of requests)
      outcomes.push(
        times === undefined ? await attempt(fetch, request) : await attemptAtOnce(fetch, request, times),
      );
    return JSON.stringify({ outcomes });
  },
});
