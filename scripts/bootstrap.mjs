/**
 * Runs a task (`demo`, `test`) of this workspace on a machine with only git, Node ≥ 18 and npm: finds or fetches
 * the toolchain, installs the dependencies, builds, then runs the task. Must itself run on Node 18.
 */
import { argv, exit, stderr } from 'node:process';

import { installDependencies } from './bootstrap/dependencies.mjs';
import { runStep } from './bootstrap/step.mjs';
import { toolchainEnvironment } from './bootstrap/toolchain.mjs';

const tasks = {
  build: { builds: true, command: [] },
  demo: { builds: true, command: ['node', 'testing/demo/main.ts'] },
  test: { builds: false, command: ['node', 'scripts/test.ts'] },
};

const [task = '', ...rest] = argv.slice(2);
if (!Object.hasOwn(tasks, task)) {
  stderr.write(`usage: node scripts/bootstrap.mjs ${Object.keys(tasks).join('|')} [argument …]\n`);
  exit(2);
}

const env = await toolchainEnvironment();
await installDependencies(env);
const { builds, command } = tasks[task];
if (builds) await runStep('build', ['node', 'scripts/build.ts'], { env, quiet: true });
if (command.length > 0) await runStep(task, [...command, ...rest], { env, quiet: false });
