#!/usr/bin/env node
import process from 'node:process';

import { runGuestCommand } from '@kami/guest/build';

process.exitCode = await runGuestCommand(process.argv.slice(2));
