import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { examplePath, type TestHome } from '../e2e/kami.ts';
import { localExample } from './local-example.ts';
import { WEATHER_KEY, type LocalService } from './local-service.ts';

/** Longer than what a file brings along when it is opened, so that it has to be read on. */
const ORDERS = [
  'quantity,note',
  ...Array.from({ length: 160 }, (_, row) => `${row % 7},${'x'.repeat(500)}`),
].join('\n');

/** Installs every example with what its calls need, those for the network as copies that ask for the local service. */
export async function installAllExamples(home: TestHome, { port, url }: LocalService): Promise<void> {
  const folder = join(home.path, '..', 'sources');
  const data = join(home.path, '..', 'data');
  for (const path of [folder, data]) mkdirSync(path, { recursive: true });
  writeFileSync(join(data, 'orders.csv'), ORDERS);
  writeFileSync(join(data, 'about.md'), 'These are orders.');
  const installs = [
    ...['checksum', 'invoice', 'json-query', 'markdown', 'qr-code'].map((name) => [examplePath(name)]),
    [examplePath('notes'), '--yes'],
    [examplePath('csv-stats'), '--grant', `fs=data=${data}`],
    [examplePath('file-search'), '--grant', `fs=project=${data}`],
    [await localExample(folder, 'fetch-url', 'fetch-local', port), '--grant', `net=${url}`],
    [await localExample(folder, 'weather', 'weather-local', port), '--yes'],
  ];
  await Promise.all(installs.map(async (args) => home.must(['install', ...args])));
  await home.must(['grant', 'weather-local', `secret=weather-key@${url}:apikey`]);
  const { code, stderr } = await home.run(['secret', 'set', 'weather-key'], WEATHER_KEY);
  if (code !== 0) throw new Error(stderr);
}
