/**
 * Runs the tests of the adversarial catalogue and prints how many cases of each group held. It fails when
 * a case that must hold did not.
 */
import { env, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';

import { startVitest } from 'vitest/node';

import { catalogue } from './catalogue.ts';
import { caseOfTitle, countHeld, formatHeld } from './held-cases.ts';

// Races and floods of opened files in full length: among all tests they take two minutes more than there is.
env['KAMI_OPENED_FILES'] = '100000';
const vitest = await startVitest('test', ['testing/adversarial/'], {
  root: fileURLToPath(new URL('../..', import.meta.url)),
  watch: false,
});
const states = new Map<number, string>();
for (const module of vitest.state.getTestModules())
  for (const test of module.children.allTests()) {
    const number = caseOfTitle(test.name);
    if (number !== undefined) states.set(number, test.result().state);
  }
await vitest.close();

const results = countHeld(catalogue, states);
stdout.write(`\n${formatHeld(results)}\n`);
if (results.some(({ broken }) => broken.length > 0)) process.exitCode = 1;
