import type { JsonObject } from '../../packages/types/src/index.ts';

/** A call of an example: the tool, its function, the arguments, and what there must be in the answer. */
export interface ExampleCall {
  /** Its folder. */
  readonly example: string;
  readonly tool: string;
  readonly definition: string;
  readonly args: JsonObject;
  /** What the result has at least, as MCP gives it. */
  readonly answer: object;
  /** Host calls that it makes at least, by operation: what proves that a recording holds them. */
  readonly asks: readonly string[];
}

const LINES = [{ description: 'Hosting', quantity: '3', 'unit-price': '19.99', 'tax-percent': '19' }];
const SHA256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

/** What a PNG begins with, in Base64. */
const PNG = /^iVBORw0KGgo/u;

/** A call of every example, with files and the network (the local service at `url`) where the example is for them. */
export function exampleCalls(url: string): readonly ExampleCall[] {
  return [
    plain('checksum', { data: 'abc' }, structured({ bytes: 3, sha256: SHA256 })),
    {
      ...plain('csv-stats', { path: '/mnt/data/orders.csv', columns: ['quantity'] }),
      answer: structured({ rows: 160, columns: [{ name: 'quantity', type: 'number', min: 0, max: 6 }] }),
      asks: ['fs.open', 'fs.read'],
    },
    {
      ...plain('fetch-url', { url: `${url}/greeting` }),
      tool: 'fetch-local',
      answer: { content: [{ text: `200 ${url}/greeting` }, { text: 'hello from /greeting' }] },
      asks: ['http.start', 'http.next'],
    },
    {
      ...plain('file-search', { name: '**/*.md', content: 'orders' }),
      answer: structured({ matches: [{ path: '/mnt/project/about.md', size: 17 }], searched: 1 }),
      asks: ['fs.list', 'fs.open'],
    },
    {
      ...plain('invoice', { lines: LINES, discount: { tag: 'percent', val: '10' } }),
      definition: 'total',
      answer: structured({ result: { subtotal: '59.97', discount: '6.00', total: '64.22' } }),
    },
    plain('json-query', { expression: 'length(@)', data: [1, 2, 3] }, structured({ result: 3 })),
    {
      ...plain('markdown', { markdown: '# a *b*' }, { content: [{ text: '<h1>a <em>b</em></h1>\n' }] }),
      definition: 'to-html',
    },
    {
      ...plain('notes', { text: 'Ship KAMI', tags: ['work'] }, structured({ text: 'Ship KAMI' })),
      definition: 'add',
      asks: ['fs.open', 'fs.write'],
    },
    {
      ...plain('notes', { query: 'kami' }),
      definition: 'search',
      answer: structured({ notes: [{ text: 'Ship KAMI', tags: ['work'] }], total: 1 }),
      asks: ['fs.open'],
    },
    {
      ...plain('qr-code', { content: 'https://example.com' }),
      answer: {
        structuredContent: { modules: 33 },
        content: [{ type: 'image', mimeType: 'image/png', data: PNG }, { type: 'text' }],
      },
    },
    {
      ...plain('weather', { cities: ['Lisbon', 'Nowhere', 'Oslo'], days: 1 }),
      tool: 'weather-local',
      answer: structured({
        units: 'metric',
        forecasts: [
          {
            city: 'Lisbon',
            days: [{ date: '2026-03-01', min: 14.2, max: 22.8, rain_percent: 5, wind: 4.1 }],
          },
          { city: 'Oslo', days: [{ date: '2026-03-01', min: -3.5, max: 1.2, rain_percent: 80, wind: 7.9 }] },
        ],
        failures: [{ city: 'Nowhere', error: /does not know "Nowhere"/u }],
      }),
      asks: ['http.start', 'http.next'],
    },
  ];
}

function plain(name: string, args: JsonObject, answer: object = {}): ExampleCall {
  return { example: name, tool: name, definition: name, args, answer, asks: [] };
}

const structured = (data: object): object => ({ structuredContent: data });
