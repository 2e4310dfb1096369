#!/usr/bin/env -S node --disallow-code-generation-from-strings
import { enableCompileCache } from 'node:module';

// Before anything else is loaded: what is imported statically is compiled before the first line runs.
enableCompileCache();
const { runProgram } = await import('./run-program.ts');
await runProgram(process.argv, import.meta.url);
