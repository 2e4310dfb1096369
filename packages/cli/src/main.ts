#!/usr/bin/env -S node --disallow-code-generation-from-strings
import { enableCompileCache } from 'node:module';
import { detach } from '@kami/types';

// Before anything else is loaded: what is imported statically is compiled before the first line runs.
enableCompileCache();
// Nothing is left to do then: taking the engine apart would cost a short command some milliseconds.
process.once('beforeExit', () => process.exit());
detach(main(import.meta.url));

async function main(entry: string): Promise<void> {
  const early = process.argv.includes('run')
    ? (await import('./compose/start-early.ts')).startExecutorEarly(entry)
    : undefined;
  const { runProgram } = await import('./run-program.ts');
  await runProgram(process.argv, entry, early);
}
