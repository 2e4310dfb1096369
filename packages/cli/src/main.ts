#!/usr/bin/env -S node --disallow-code-generation-from-strings
import { enableCompileCache } from 'node:module';
import { runProgram } from './run-program.ts';

enableCompileCache();
await runProgram(process.argv, import.meta.url);
