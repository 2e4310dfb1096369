import { dirname, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleContents } from './bundle-contents.ts';
import { formatBuildFailure } from './build-result.ts';
import { buildTool } from './build-tool.ts';
import { readProject } from './read-project.ts';
import { messageOf } from './translate-error.ts';
import type { BuildToolOptions, BuiltTool } from './build-tool.ts';
import type { BuildResult } from './build-result.ts';

const USAGE = `Usage: kami-guest build [DIR]
       kami-guest build --entry FILE --out FILE

Builds src/tool.ts of DIR (default: .) into the component that DIR/tool.toml names, and writes what
its tools request as [security] of DIR/tool.toml. "kami build" runs it and checks the result.`;

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
  if (!options.ok || !built.ok) {
    const failure = built.ok ? undefined : built.error;
    if (failure !== undefined)
      process.stderr.write(`The build failed (${failure.stage}):\n${formatBuildFailure(failure)}\n`);
    return 1;
  }
  report(built.value, options.value.entry, performance.now() - started);
  return 0;
}

function report(built: BuiltTool, entry: string, milliseconds: number): void {
  const { out, size, imports, warnings, modules, manifestChanged } = built;
  const parts = bundleContents(modules, dirname(resolve(entry)));
  const lines = [
    ...warnings.map((warning) => `warning: ${warning}`),
    `${relative('', out)}: ${(size / 1e6).toFixed(2)} MB in ${(milliseconds / 1000).toFixed(1)} s`,
    `  code     ${parts.map(({ name, bytes }) => `${name} ${(bytes / 1000).toFixed(1)} kB`).join(', ')}`,
    `  imports  ${imports.join(', ')}`,
    ...(manifestChanged ? ['  tool.toml: [security] follows the code'] : []),
  ];
  process.stderr.write(`${lines.join('\n')}\n`);
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
