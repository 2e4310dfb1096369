#!/usr/bin/env -S node --v8-pool-size=1 --min-semi-space-size=8
// One helper thread of the engine, and room for new objects that a short command does not fill: 6 to 10 ms of a call.
import { detach, forbidCodeFromText } from '@kami/types';
import { loadCommand } from './compose/load-command.ts';
import { startExecutorEarly } from './compose/start-early.ts';

/** The file name of the command's first chunk, which the build puts in its place; there is none in the source. */
declare const COMMAND_CHUNK: string;

forbidCodeFromText();
// Nothing is left to do then: taking the engine apart would cost a short command some milliseconds.
process.once('beforeExit', () => process.exit());
detach(start(import.meta.url));

/** An executor is started before anything else: its boot is most of what a cold call costs. */
async function start(entry: string): Promise<void> {
  const early = process.argv.includes('run') ? startExecutorEarly(entry) : undefined;
  const { main } =
    typeof COMMAND_CHUNK === 'undefined' ? await import('./command.ts') : loadCommand(entry, COMMAND_CHUNK);
  await main(entry, early);
}
