#!/usr/bin/env -S node --disallow-code-generation-from-strings
import { enableCompileCache } from 'node:module';

// Before anything else is loaded: what is imported statically is compiled before the first line runs.
enableCompileCache();
const early = process.argv.includes('run')
  ? (await import('./compose/start-early.ts')).startExecutorEarly(import.meta.url)
  : undefined;
const { runProgram } = await import('./run-program.ts');
await runProgram(process.argv, import.meta.url, early);
