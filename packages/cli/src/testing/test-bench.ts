import { parseTestRequest, type TestRequest } from '@kami/protocol';
import { err, kamiError, ok, type JsonObject, type KamiError, type Result } from '@kami/types';
import type { App } from '../app.ts';
import { callTestTool, type TestCall } from './call-test-tool.ts';
import { openTestTool, type TestTool } from './open-test-tool.ts';

/** Tools that one test process may have open: each has processes of its own. */
const MAX_OPEN_TOOLS = 64;

/** Answers what tests ask; disposing ends every call and tool. */
export interface TestBench extends AsyncDisposable {
  /** The answer to a line. Never rejects. */
  answer(line: Uint8Array): Promise<JsonObject>;
}

/** Makes a bench without tools. */
export function createTestBench(app: App): TestBench {
  const tools = new Map<number, { readonly opened: TestTool; calls: number }>();
  const running = new Map<number, AbortController>();
  const answering = new Set<Promise<unknown>>();
  let count = 0;
  return {
    async answer(line) {
      const request = parseTestRequest(line);
      if (!request.ok) return { id: null, error: errorJson(malformed(request.error)) };
      const { id } = request.value;
      const performing = perform(request.value);
      answering.add(performing);
      const result = await performing;
      answering.delete(performing);
      return result.ok ? { id, ok: result.value } : { id, error: errorJson(result.error) };
    },
    async [Symbol.asyncDispose]() {
      for (const controller of running.values()) controller.abort();
      // A tool that is being opened is closed when it is open.
      await Promise.all(answering);
      await Promise.all([...tools.values()].map(({ opened }) => opened[Symbol.asyncDispose]()));
    },
  };

  async function perform(request: TestRequest): Promise<Result<JsonObject, KamiError>> {
    switch (request.op) {
      case 'open': {
        if (tools.size >= MAX_OPEN_TOOLS)
          return err(usage(`At most ${MAX_OPEN_TOOLS} tools are open at once: close some.`));
        const number = (count += 1);
        const opened = await openTestTool(app, request);
        if (!opened.ok) return opened;
        tools.set(number, { opened: opened.value, calls: 0 });
        return ok(openedJson(number, opened.value));
      }
      case 'call':
        return call(request);
      case 'cancel':
        running.get(request.call)?.abort();
        return ok({});
      case 'close': {
        const entry = tools.get(request.tool);
        tools.delete(request.tool);
        await entry?.opened[Symbol.asyncDispose]();
        return ok({});
      }
    }
  }

  async function call(request: TestCall): Promise<Result<JsonObject, KamiError>> {
    const entry = tools.get(request.tool);
    if (entry === undefined) return err(usage('The tool is not open.'));
    if (running.has(request.id)) return err(usage('The number of a call was used twice.'));
    const controller = new AbortController();
    running.set(request.id, controller);
    const nth = (entry.calls += 1);
    const report = await callTestTool(entry.opened, request, nth, controller.signal);
    running.delete(request.id);
    return report;
  }
}

function openedJson(number: number, { tool, host }: TestTool): JsonObject {
  const folder = tool.permission.privateFolder ? { privateFolder: host.privateFolder(tool.id) } : {};
  return {
    tool: number,
    name: tool.name,
    version: tool.version,
    functions: tool.definitions.map(({ name }) => name),
    ...folder,
  };
}

function errorJson({ code, message, hint }: KamiError): JsonObject {
  return { code, message, ...(hint === undefined ? {} : { hint }) };
}

function malformed(why: string): KamiError {
  return usage(`A line of the test was not of its form: ${why}.`);
}

function usage(message: string): KamiError {
  return kamiError('KAMI_USAGE', message);
}
