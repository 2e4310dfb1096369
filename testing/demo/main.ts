/** The demonstration of `npm run demo`: the main job on real files, every printed answer checked. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createExpect } from './expect.ts';
import { showGrants } from './grants.ts';
import { installExamples } from './install-examples.ts';
import { createNarrator } from './narrator.ts';
import { keepNotes, runTools, showBadInput } from './run-tools.ts';
import { showSecret } from './secrets.ts';
import { serveTools } from './serve-tools.ts';
import { createShell, TOP } from './shell.ts';

const began = performance.now();
const folder = join(TOP, '.demo');
const home = join(folder, 'home');
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
if (!existsSync(join(TOP, 'examples/data/orders.csv'))) {
  execFileSync(process.execPath, [join(TOP, 'examples/data/generate.mjs')]);
}

const narrator = createNarrator();
const shell = createShell(home, narrator);
const expect = createExpect(narrator);
await installExamples(shell, narrator, expect);
await runTools(shell, narrator, expect);
await keepNotes(shell, narrator, expect);
await showGrants(shell, narrator, expect, folder);
await showSecret(shell, narrator, expect, folder);
await showBadInput(shell, narrator, expect);
await serveTools(home, narrator, expect);

narrator.section('What happened, and the walls around it');
await shell.kami(['list']);
const log = await shell.kami(['log', '--tool', 'json-query']);
expect.holds('the log has the golden path of a call', log.stdout, 'artifact.delivered');
await shell.kami(['doctor']);
const seconds = ((performance.now() - began) / 1000).toFixed(1);
narrator.section(
  `${narrator.checks} answers checked in ${seconds} s. The demo’s home is .demo/home; try: KAMI_HOME=.demo/home kami list`,
);
