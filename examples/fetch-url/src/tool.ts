import { defineTool, FetchError, text, ToolError, reply, URL } from '@kami/guest';
import * as z from 'zod';
import { decodeText, isText } from './body-text.ts';
import type { Fetch, Response, Tool } from '@kami/guest';

/** Header fields that help a reader; the rest only costs tokens. */
const SHOWN_HEADERS = ['content-type', 'content-length', 'last-modified', 'etag', 'location', 'retry-after'];

/** Fetches content from a URL. */
export const fetchUrl: Tool = defineTool({
  name: 'fetch-url',
  title: 'Fetch a URL',
  description:
    'Fetches content from a URL with GET: status, some headers and the text of the body, cut to a maximum. ' +
    'Only hosts that the operator allowed can be reached.',
  input: z.object({
    url: z.string().describe('The URL to fetch, such as https://example.com/'),
    max_bytes: z.int().min(1).max(500_000).default(50_000).describe('The body is cut here'),
  }),
  output: z.object({
    url: z.string().describe('The URL that answered, after redirects'),
    status: z.int(),
    headers: z.record(z.string(), z.string()),
    bytes: z.int().describe('Bytes of the body that were read'),
    truncated: z.boolean(),
  }),
  requests: { net: ['*.example.com', 'example.com', 'api.github.com'] },
  limits: { executionMs: 15_000 },
  run: async ({ url, max_bytes: maxBytes }, { fetch }) => {
    const response = await request(fetch, url);
    const shown = SHOWN_HEADERS.map((name) => [name, response.headers.get(name)] as const);
    const headers = Object.fromEntries(shown.filter((field): field is [string, string] => field[1] !== null));
    const { bytes, truncated } = response.readUpTo(maxBytes);
    const type = response.headers.get('content-type') ?? '';
    const body = isText(type, bytes)
      ? decodeText(bytes)
      : `(${bytes.length} bytes of ${type || 'an unknown type'}, not text)`;
    return reply({
      structured: { url: response.url, status: response.status, headers, bytes: bytes.length, truncated },
      content: [
        text(`${response.status} ${response.url}${truncated ? ` (the first ${maxBytes} bytes)` : ''}`),
        text(body),
      ],
    });
  },
});

async function request(fetch: Fetch, url: string): Promise<Response> {
  if (!URL.canParse(url))
    throw new ToolError(`"${url}" is not a URL. Give a whole one, such as https://example.com/`);
  try {
    return await fetch(url, { headers: { accept: 'text/*, application/json;q=0.9, */*;q=0.1' } });
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    throw new ToolError(`${error.message}. ${ADVICE[error.code]}`, { cause: error });
  }
}

const ADVICE: { readonly [code in FetchError['code']]: string } = {
  denied: 'Ask the operator to allow this host; another try will not help',
  invalid: 'Use an http or https URL without a user name',
  failed: 'The host may be down or its name wrong: check the URL, then try once more',
  'timed-out': 'The host is slow: try again later',
  'too-large': 'Ask for a smaller resource',
  redirect: 'Fetch the target of the redirect itself',
};
