import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../packages/types/src/index.ts';
import { localFetchTool } from '../demo/install-examples.ts';
import { examplePath, type TestHome } from '../e2e/kami.ts';

/** A call of an example: the tool, its function and the arguments. */
export interface ExampleCall {
  readonly tool: string;
  readonly definition: string;
  readonly args: JsonObject;
  /** Host calls that it makes at least, by operation: what proves that the recording holds them. */
  readonly asks: readonly string[];
}

/** Longer than what a file brings along when it is opened, so that it has to be read on. */
const ORDERS = [
  'quantity,note',
  ...Array.from({ length: 160 }, (_, row) => `${row % 7},${'x'.repeat(500)}`),
].join('\n');
const LINES = [{ description: 'Hosting', quantity: '3', 'unit-price': '19.99', 'tax-percent': '19' }];

/** A call of every example, with files and the network where the example is for them. */
export function exampleCalls(port: number): readonly ExampleCall[] {
  const call = (
    tool: string,
    definition: string,
    args: JsonObject,
    ...asks: readonly string[]
  ): ExampleCall => ({ tool, definition, args, asks });
  return [
    call('checksum', 'checksum', { data: 'abc' }),
    call(
      'csv-stats',
      'csv-stats',
      { path: '/mnt/data/orders.csv', columns: ['quantity'] },
      'fs.open',
      'fs.read',
    ),
    call('fetch-local', 'fetch-url', { url: `http://localhost:${port}/greeting` }, 'http.start', 'http.next'),
    call('file-search', 'file-search', { name: '**/*.md', content: 'orders' }, 'fs.list', 'fs.open'),
    call('invoice', 'total', { lines: LINES, discount: { tag: 'percent', val: '10' } }),
    call('json-query', 'json-query', { expression: 'length(@)', data: [1, 2, 3] }),
    call('markdown', 'to-html', { markdown: '# a *b*' }),
    call('notes', 'add', { text: 'Ship KAMI', tags: ['work'] }, 'fs.open', 'fs.write'),
    call('notes', 'search', { query: 'kami' }, 'fs.open'),
  ];
}

/** Installs every example with what its call needs. */
export async function installForReplay(home: TestHome, port: number): Promise<void> {
  const folder = join(home.path, '..', 'sources');
  const data = join(home.path, '..', 'data');
  for (const path of [folder, data]) mkdirSync(path, { recursive: true });
  writeFileSync(join(data, 'orders.csv'), ORDERS);
  writeFileSync(join(data, 'about.md'), 'These are orders.');
  const installs = [
    ...['checksum', 'invoice', 'json-query', 'markdown'].map((name) => [examplePath(name)]),
    [examplePath('notes'), '--yes'],
    [examplePath('csv-stats'), '--grant', `fs=data=${data}`],
    [examplePath('file-search'), '--grant', `fs=project=${data}`],
    [await localFetchTool(folder, port), '--grant', `net=http://localhost:${port}`],
  ];
  await Promise.all(installs.map(async (args) => home.must(['install', ...args])));
}
