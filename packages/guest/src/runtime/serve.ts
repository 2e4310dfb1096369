import { createContext, type Doors } from '../host/doors.ts';
import { callTool } from '../tool/call-tool.ts';
import { exportedTools } from '../tool/exported-tools.ts';
import { ToolError } from '../tool/tool-error.ts';
import { validate } from '../tool/validate.ts';
import { toWireFailure } from '../tool/wire-failure.ts';
import { answer } from './answer.ts';
import { jobs } from './event-loop.ts';
import { logDefect } from './log-defect.ts';
import type { WireOutcome } from '../content/reply.ts';
import type { Tool } from '../tool/define-tool.ts';
import { isComing, type MaybePromise } from '../tool/maybe-promise.ts';
import type { Schema } from '../tool/schema.ts';
import type { WireDefinition } from '../tool/wire-definition.ts';

/** The interface `kami:tool/tools` as the component exports it. */
export interface ToolsExport {
  describe(): WireDefinition[];
  /** Throws a `WireFailure`. */
  call(name: string, argumentsText: string): WireOutcome;
}

/** Makes the component's export from the author's entry module, what the build wrote of it, and what its tools use. */
export function serve(
  entryModule: Readonly<Record<string, unknown>>,
  definitions: WireDefinition[],
  doors: Doors,
): ToolsExport {
  const tools = new Map(exportedTools(entryModule).map((tool) => [tool.source.name, tool]));
  warmUp(tools.values());
  return {
    describe: () => definitions,
    call: (name, argumentsText) => {
      const run = (): MaybePromise<WireOutcome> => {
        const tool = tools.get(name);
        if (tool === undefined)
          throw new ToolError(`There is no tool "${name}" here; there are: ${[...tools.keys()].join(', ')}`);
        return callTool(tool, argumentsText, createContext(tool.source.requests ?? {}, doors));
      };
      return answer(run, (thrown) => toWireFailure(thrown, logDefect));
    },
  };
}

/**
 * Schema libraries prepare a schema at its first use. Using each once while the component is
 * built makes that part of the image, so that no call pays for it.
 */
function warmUp(tools: Iterable<Tool>): void {
  for (const { source } of tools)
    for (const schema of source.output === undefined ? [source.input] : [source.input, source.output])
      useOnce(schema);
  jobs.drain();
}

function useOnce(schema: Schema): void {
  const ignore = (): void => {};
  try {
    const checked = validate(schema, {});
    if (isComing(checked)) checked.then(ignore, ignore);
  } catch {
    // What an author's own check makes of an empty object is no failure yet.
  }
}
