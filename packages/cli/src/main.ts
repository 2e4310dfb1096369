#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { runProgram } from './run-program.ts';

enableCompileCache();
await runProgram(process.argv, import.meta.url);
