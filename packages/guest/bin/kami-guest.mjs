#!/usr/bin/env node
import process from 'node:process';
import { runGuestCommand } from '../src/build/command.ts';

process.exitCode = await runGuestCommand(process.argv.slice(2));
