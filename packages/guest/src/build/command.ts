import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { formatBuildFailure } from './build-result.ts';
import { buildTool } from './build-tool.ts';
import { readProject } from './read-project.ts';
import { messageOf } from './translate-error.ts';
import type { BuildToolOptions } from './build-tool.ts';
import type { BuildResult } from './build-result.ts';

const USAGE = `Usage: kami-guest build [DIR]
       kami-guest build --entry FILE --out FILE

Builds src/tool.ts of DIR (default: .) into the component that DIR/tool.toml names.`;

/** The command `kami-guest`. Gives its exit code: 0 done, 1 the build failed, 2 wrong use. */
export async function runGuestCommand(args: readonly string[]): Promise<number> {
  const parsed = parseCommand(args);
  if (typeof parsed === 'string') {
    process.stderr.write(`${parsed}\n`);
    return parsed === USAGE && args.includes('--help') ? 0 : 2;
  }
  const started = performance.now();
  const options = await parsed();
  const built = options.ok ? await buildTool(options.value) : options;
  if (!built.ok) {
    process.stderr.write(`The build failed (${built.error.stage}):\n${formatBuildFailure(built.error)}\n`);
    return 1;
  }
  const { out, size, imports, warnings } = built.value;
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stderr.write(`${relative('', out)}: ${(size / 1e6).toFixed(2)} MB in ${seconds} s\n`);
  process.stderr.write(`  imports ${imports.join(', ')}\n`);
  return 0;
}

/** How to find the options, or what to print instead. */
function parseCommand(args: readonly string[]): (() => Promise<BuildResult<BuildToolOptions>>) | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { entry: { type: 'string' }, out: { type: 'string' }, help: { type: 'boolean' } },
    });
    const [command, folder = '.', ...rest] = positionals;
    const { entry, out } = values;
    if (values.help === true || command !== 'build' || rest.length > 0) return USAGE;
    if (entry === undefined && out === undefined) return () => readProject(folder);
    if (entry === undefined || out === undefined) return `--entry and --out belong together\n${USAGE}`;
    return () => Promise.resolve({ ok: true, value: { entry, out } });
  } catch (error) {
    return `${messageOf(error)}\n${USAGE}`;
  }
}
