/**
 * Rewrites jco's glue for components without asynchronous functions. Measured: one WASI import from
 * QuickJS takes 11 µs with the glue as it is, most of it in task objects that only asynchronous functions
 * need. Every rewriting must find what it expects as often as it expects it, else the transpiler is
 * another one and the component is refused.
 */
import { err, ok, type Result } from '@kami/types';

import { editCalls, replaceTimes } from './edit-calls.ts';
import { bracketEnd, statementEnd } from './scan-script.ts';

type Glue = Result<string, string>;

const IMPORT_FUNCTION = /^( *)const _trampoline(\d+) = function\(([^()\n]*)\) \{$/gm;
const IMPORT_TASK = pattern(`const hostProvided = true; let parentTask; let task; let subtask;
const createTask = () => { const results = createNewCurrentTask({ componentIdx: -1, isAsync: false, entryFnName: 'NAME',
getCallbackFn: () => null, callbackFnName: null, errHandling: 'NAME', callingWasmExport: false, }); task = results[0]; };
taskCreation: { parentTask = getCurrentTask( NUMBER, _getGlobalCurrentTaskMeta(NUMBER)?.taskID, )?.task;
if (!parentTask) { createTask(); break taskCreation; } createTask();
if (hostProvided) { subtask = parentTask.getLatestSubtask(); if (!subtask) { throw new Error(\`TEXT\`); } task.setParentSubtask(subtask); } }
const started = task.enterSync();`);
const LOWERING = /^ *let trampoline(\d+) = _trampoline\1\.manuallyAsync \? new WebAssembly\.Suspending\(/gm;
const TASK_SCOPE =
  /^\{\s+(?:taskID: task\.id\(\),\s+componentIdx: task\.componentIdx\(\)|componentIdx: task\.componentIdx\(\),\s+taskID: task\.id\(\)),\s+fn: \(\) => ([\s\S]*?),?\s+\}$/;
const FLAGS_GLOBAL = /\bnew WebAssembly\.Global\(\{ value: "i32", mutable: true \}, 1\)/g;
const PROMISING =
  /try \{\s+(\w+Async) = WebAssembly\.promising\((.+)\);\s+\} catch\(err\) \{\s+\1 = \2;\s+\}/g;
const GENERATOR = /^ *let gen= \(function\* _initGenerator \(\) \{$/gm;
const RUN_GENERATOR =
  /^ *\}\)\(\);\s+let promise, resolve, reject;\s+function normalizeInstantiationError\(e\) \{[\s\S]*\n *const maybeSyncReturn = runNext\(null\);\s+return promise \|\| maybeSyncReturn;\s+\};?\s*$/gm;

/** The part of the glue that instantiates, without asynchronous tasks. The error names what was not found as expected. */
export function synchronousGlue(source: string): Glue {
  const imports = source.match(IMPORT_FUNCTION)?.length ?? 0;
  return chain(ok(source), [
    removeDebugLog,
    (glue) =>
      replaceTimes(glue, 'the task of an import', IMPORT_TASK, imports, () => 'const task = HOST_TASK;'),
    (glue) => directImports(glue, imports),
    (glue) =>
      editCalls(glue, '_trackHostOperation', (args) =>
        args.startsWith('() => ') ? args.slice(6) : undefined,
      ),
    (glue) => editCalls(glue, '_withGlobalCurrentTaskMeta', withoutTaskScope),
    (glue) =>
      editCalls(glue, 'Object.assign', (args) => /^([\s\S]*), \{ _jcoMaySuspend: false \}$/.exec(args)?.[1]),
    (glue) => ok(glue.replace(PROMISING, '')),
    (glue) =>
      replaceTimes(
        glue,
        'a global',
        FLAGS_GLOBAL,
        occurrences(glue, 'WebAssembly.Global'),
        () => 'instantiateCore.global(1)',
      ),
    (glue) => replaceTimes(glue, 'the start of the instantiation', GENERATOR, 1, () => '  return (() => {'),
    (glue) => replaceTimes(glue, 'the end of the instantiation', RUN_GENERATOR, 1, () => '  })();\n}'),
    (glue) =>
      /\bWebAssembly\.(?:promising|Suspending)\b|\b(?:isAsync|isManualAsync|funcTypeIsAsync): true\b/.test(
        glue,
      )
        ? err('a function is asynchronous')
        : ok(glue),
  ]);
}

/** A text without calls of `_debugLog`: each reads the environment, and builds what it would print. */
export function removeDebugLog(source: string): Glue {
  return editCalls(source, '_debugLog', () => 'void 0');
}

/** Imports as the component calls them: nothing in between but the check that it may leave. */
function directImports(source: string, count: number): Glue {
  const components = new Map<string, string>();
  let glue = source;
  for (const { index, 1: name = '' } of [...source.matchAll(LOWERING)].reverse()) {
    const end = statementEnd(source, index);
    const lowering = end === undefined ? '' : source.slice(index, end);
    const component = /^\s+componentIdx: (\d+),$/m.exec(lowering)?.[1];
    const isPlain =
      lowering.split(`importFn: _trampoline${name},`).length === 3 &&
      !/\b(?:isAsync|funcTypeIsAsync): true\b/.test(lowering);
    if (component === undefined || !isPlain) return err(`import ${name} is lowered in another way`);
    components.set(name, component);
    glue = `${glue.slice(0, index)}const trampoline${name} = _trampoline${name};${glue.slice(end)}`;
  }
  if (components.size !== count) return err(`${components.size} of ${count} imports are lowered`);
  return replaceTimes(glue, 'an import', IMPORT_FUNCTION, count, (head, _indent, name = '') => {
    return `${head} _checkMayLeave(${components.get(name) ?? -1});`;
  });
}

function withoutTaskScope(args: string): string | undefined {
  const body = TASK_SCOPE.exec(args)?.[1];
  if (body === undefined) return undefined;
  return body.startsWith('{') && bracketEnd(body, 0) === body.length ? `(() => ${body})()` : `(${body})`;
}

function occurrences(text: string, part: string): number {
  return text.split(part).length - 1;
}

function chain(start: Glue, rewrites: readonly ((glue: string) => Glue)[]): Glue {
  return rewrites.reduce((glue, rewrite) => (glue.ok ? rewrite(glue.value) : glue), start);
}

/** A text as a pattern: white space matches any, NUMBER, NAME and TEXT what they say. */
function pattern(text: string): RegExp {
  const escaped = text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`).replaceAll(/\s+/g, String.raw`\s*`);
  return new RegExp(
    escaped
      .replaceAll('NUMBER', String.raw`\d+`)
      .replaceAll('NAME', String.raw`[^'\n]*`)
      .replaceAll('TEXT', '[^`]*'),
    'g',
  );
}
