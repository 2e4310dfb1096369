/** Command: judges the workspace's imports and manifests; exit code 1 when anything is not allowed. */
import { checkWorkspaceLayers } from './workspace-layers.ts';

const { modules, imports, problems } = checkWorkspaceLayers();
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(`${modules} modules, ${imports} imports, ${problems.length} violations\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
