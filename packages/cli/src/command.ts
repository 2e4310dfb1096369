import type { EarlyProcess } from '@kami/host-node/launch';
import { runProgram } from './run-program.ts';

/** The command behind the first file that Node loads. `early` is an executor that was started already. */
export async function main(entry: string, early: EarlyProcess | undefined): Promise<void> {
  await runProgram(process.argv, entry, early);
}
