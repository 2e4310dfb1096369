/** A host that starts one executor, behind the walls of its second argument, prints its process id and waits to be killed. */
import { pathToFileURL } from 'node:url';
import { argv, stdout } from 'node:process';
import { createExecutor, createWatchdog } from '@kami/host-node/process';

const watchdog = createWatchdog(new URL('../../src/watchdog/main.ts', import.meta.url));
const started = await createExecutor({
  entry: pathToFileURL(argv[2] ?? ''),
  watchdog,
  walls: argv[3] === 'process' ? 'process' : 'auto',
}).start();
stdout.write(started.ok ? `${started.value.pid}\n` : started.error.message);
