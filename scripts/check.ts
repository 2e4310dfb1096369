/** Runs every static check of the workspace, two at a time, with one line for each; shows the output of those that fail. */
import { runStaticChecks } from './check/static-checks.ts';

const { failed } = await runStaticChecks();
process.exitCode = failed === 0 ? 0 : 1;
