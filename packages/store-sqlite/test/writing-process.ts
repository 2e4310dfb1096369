import { openSqliteHome } from '@kami/store-sqlite';
import { sampleEvent, sampleTool } from '../../registry/test/sample-tool.ts';

/** A process of its own that writes: `node writing-process.ts DATABASE LABEL COUNT`. Prints a line per committed change. */
const [path = '', label = 'a', count = '0'] = process.argv.slice(2);
const opened = await openSqliteHome(path, {
  writer: { kind: 'thread', entry: new URL('../src/writer/main.ts', import.meta.url) },
});
if (!opened.ok) throw new Error(opened.error.message);
const home = opened.value;
const appended: Promise<unknown>[] = [];
for (let index = 0; index < Number(count); index += 1) {
  const tool = sampleTool({
    id: `dev.example.${label}${index}`,
    name: `${label}${index}`,
    digest: 'a',
    description: 'x'.repeat(3000),
  });
  const done = await home.tools.install(tool, [
    sampleEvent('install.manifest'),
    sampleEvent('tool.installed'),
  ]);
  if (!done.ok) throw new Error(done.error.message);
  appended.push(home.events.append([sampleEvent('intent.received', { correlationId: label })]));
  process.stdout.write(`${label}${index}\n`);
}
const reads = [
  await home.tools.find({ nameOrId: `${label}0` }),
  await home.tools.list({ limit: 10 }),
  await home.events.read({ limit: 10 }),
];
if (!reads.every(({ ok }) => ok)) throw new Error('a read failed');
await home.close();
await Promise.all(appended);
