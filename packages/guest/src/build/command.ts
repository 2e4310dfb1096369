import { dirname, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleContents } from './bundle-contents.ts';
import { formatBuildFailure } from './build-result.ts';
import { buildTool } from './build-tool.ts';
import { parseEngine } from './engine.ts';
import { readProject } from './read-project.ts';
import { messageOf } from './translate-error.ts';
import type { BuildToolOptions, BuiltTool } from './build-tool.ts';
import type { BuildResult } from './build-result.ts';

const USAGE = `Usage: kami-guest build [DIR] [--engine ENGINE]
       kami-guest build --entry FILE --out FILE [--engine ENGINE]

Builds src/tool.ts of DIR (default: .) into the component that DIR/tool.toml names, and writes what
its tools request as [security] of DIR/tool.toml. "kami build" runs it and checks the result.

ENGINE: quickjs (default; 1.2 MiB), or starlingmonkey (12 MiB, with all of the web's APIs), which
needs @bytecodealliance/componentize-js. KAMI_GUEST_ENGINE says it where no option does.`;

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
    const folder = options.ok ? relative('', dirname(resolve(options.value.entry))) : '';
    if (!built.ok)
      process.stderr.write(
        `The build failed (${built.error.stage}):\n${formatBuildFailure(built.error, folder)}\n`,
      );
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
    `${relative('', out)}: ${(size / 2 ** 20).toPrecision(3)} MiB in ${(milliseconds / 1000).toFixed(1)} s`,
    `  code     ${parts.map(({ name, bytes }) => `${name} ${(bytes / 1024).toFixed(1)} KiB`).join(', ')}`,
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
      options: {
        entry: { type: 'string' },
        out: { type: 'string' },
        engine: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    const [command, folder = '.', ...rest] = positionals;
    const { entry, out } = values;
    const engine = parseEngine(values.engine, process.env);
    if (values.help === true || command !== 'build' || rest.length > 0) return USAGE;
    if (!engine.ok) return formatBuildFailure(engine.error);
    const built = { engine: engine.value };
    if (entry === undefined && out === undefined)
      return async () => {
        const project = await readProject(folder);
        return project.ok ? { ok: true, value: { ...project.value, ...built } } : project;
      };
    if (entry === undefined || out === undefined) return `--entry and --out belong together\n${USAGE}`;
    return () => Promise.resolve({ ok: true, value: { entry, out, ...built } });
  } catch (error) {
    return `${messageOf(error)}\n${USAGE}`;
  }
}
