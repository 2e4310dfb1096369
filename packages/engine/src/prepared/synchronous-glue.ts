/**
 * Rewrites jco's glue for components without asynchronous functions. Measured: one WASI import from
 * QuickJS takes 11 µs with the glue as it is, most of it task objects that only asynchronous functions
 * need. Every rewriting must find what it expects as often as it expects it, else the transpiler is
 * another one and the component is refused.
 */
import { err, ok, type Result } from '@kami/types';

import { bracketEnd, statementEnd } from './scan-script.ts';

/** The glue's text so far, or why it is not what was expected. */
type Glue = Result<string, string>;
type Rewrite = (glue: string) => Glue;

const TASK_CREATION =
  /const hostProvided = true;\s+let parentTask;\s+let task;\s+let subtask;\s+const createTask = \(\) => \{\s+const results = createNewCurrentTask\(\{\s+componentIdx: -1,\s+isAsync: false,\s+entryFnName: '[^'\n]*',\s+getCallbackFn: \(\) => null,\s+callbackFnName: null,\s+errHandling: '[a-z-]+',\s+callingWasmExport: false,\s+\}\);\s+task = results\[0\];\s+\};\s+taskCreation: \{\s+parentTask = getCurrentTask\(\s*\d+,\s+_getGlobalCurrentTaskMeta\(\d+\)\?\.taskID,\s*\)\?\.task;\s+if \(!parentTask\) \{\s+createTask\(\);\s+break taskCreation;\s+\}\s+createTask\(\);\s+if \(hostProvided\) \{\s+subtask = parentTask\.getLatestSubtask\(\);\s+if \(!subtask\) \{\s+throw new Error\(`[^`]*`\);\s+\}\s+task\.setParentSubtask\(subtask\);\s+\}\s+\}\s+const started = task\.enterSync\(\);/g;
const IMPORT_FUNCTION = /^( *)const _trampoline(\d+) = function\(([^()]*)\) \{$/gm;
const IMPORT_LOWERING =
  /\blet trampoline(\d+) = _trampoline\1\.manuallyAsync \? new WebAssembly\.Suspending\(/g;
const IMPORT_CALL =
  /_withGlobalCurrentTaskMeta\(\{\s+componentIdx: task\.componentIdx\(\),\s+taskID: task\.id\(\),\s+fn: \(\) => _trackHostOperation(?=\()/g;
const EXPORT_CALL =
  /_withGlobalCurrentTaskMeta\(\{\s+taskID: task\.id\(\),\s+componentIdx: task\.componentIdx\(\),\s+fn: \(\) => (\w+(?=\())/g;
const PROMISING =
  /try \{\s+(\w+Async) = WebAssembly\.promising\((.+)\);\s+\} catch\(err\) \{\s+\1 = \2;\s+\}/g;
const SUSPENDABLE = /\bObject\.assign(?=\()/g;
const DEBUG_CALL = /^ *_debugLog(?=\()/gm;
const GENERATOR = /^ *let gen= \(function\* _initGenerator \(\) \{$/gm;
const RUN_GENERATOR =
  /\}\)\(\);\s+let promise, resolve, reject;\s+function normalizeInstantiationError\(e\) \{[\s\S]*?\n\s*const maybeSyncReturn = runNext\(null\);\s+return promise \|\| maybeSyncReturn;\s+\};?\s*$/g;

/** The glue without asynchronous tasks. The error names what was not found as expected. */
export function synchronousGlue(source: string): Glue {
  const imports = source.match(IMPORT_FUNCTION)?.length ?? 0;
  const rewrites: readonly Rewrite[] = [
    (glue) => editBrackets(glue, DEBUG_CALL, (inner, after) => (after.startsWith(';') ? { text: '', skip: 1 } : undefined)),
    (glue) => replaceTimes(glue, TASK_CREATION, 'const task = HOST_TASK;\n      let ret;'.slice(0, 23), imports, 'the task of an import'),
    lowerImports,
    (glue) => editBrackets(glue, IMPORT_CALL, unwrapCall, imports),
    (glue) => editBrackets(glue, EXPORT_CALL, (inner, after, [, name = '']) => unwrapCall(`(${name}(${inner}))`.slice(1, -1), after)),
    (glue) => ok(glue.replace(PROMISING, '')),
    (glue) => editBrackets(glue, SUSPENDABLE, (inner) => {
      const kept = /^([\s\S]*), \{ _jcoMaySuspend: false \}$/.exec(inner)?.[1];
      return kept === undefined ? undefined : { text: kept, skip: 0 };
    }),
    (glue) => replaceTimes(glue, GENERATOR, '  return (() => {', 1, 'the start of the instantiation'),
    (glue) => replaceTimes(glue, RUN_GENERATOR, '})();\n}', 1, 'the end of the instantiation'),
  ];
  let glue: Glue = ok(source);
  for (const rewrite of rewrites) if (glue.ok) glue = rewrite(glue.value);
  return glue;
}
