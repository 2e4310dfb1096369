import type { LoadHeader } from '@kami/protocol';
import { err, isJsonObject, ok, type Convention, type Result } from '@kami/types';
import type { PreparedTool } from '../preparer.ts';
import { decodePreparedForm, type CompiledCode } from '../prepared/prepared-form.ts';
import type { InstantiateCore } from './core-instances.ts';
import { coreWasm, type CoreModule } from './core-wasm.ts';
import { maximumPages } from './core-memory.ts';

/** Evaluates JavaScript of a prepared form and gives its value; its compiled code is used where it fits. */
export type Evaluate = (name: 'script' | 'validators', source: string, code: CompiledCode) => unknown;

/** How a process makes what is in a prepared form run. */
export interface CodeLoader {
  readonly evaluate: Evaluate;
  /** Bounds each memory of the process, in pages, once everything is compiled. */
  readonly limitMemory: (pages: number) => void;
}

/** What jco's generated code exports: makes an instance out of core modules and imports. */
export type Instantiate = (
  getCoreModule: (name: string) => CoreModule,
  imports: object,
  instantiateCore: InstantiateCore,
) => unknown;

/** Checks a value against a schema; gives a list of problems, or null. */
export type Validate = (value: unknown) => unknown;

/** A component compiled in this process. */
export interface LoadedComponent {
  readonly load: LoadHeader;
  readonly convention: Convention;
  readonly tools: ReadonlyMap<string, PreparedTool>;
  readonly instantiate: Instantiate;
  /** Whether the core modules export all their state. */
  readonly isRestorable: boolean;
  readonly modules: ReadonlyMap<string, CoreModule>;
  /** Maximum pages of the memories that a module defines. */
  readonly pages: ReadonlyMap<CoreModule, number>;
  /** The compiled schema of a tool's arguments or of its structured answer; nothing where there is none. */
  validator(tool: string, of: 'input' | 'output'): Validate | undefined;
}

/** Decodes and compiles a prepared form. The error says what is wrong with it. */
export function loadComponent(
  load: LoadHeader,
  prepared: Uint8Array,
  { evaluate, limitMemory }: CodeLoader,
): Result<LoadedComponent, string> {
  const form = decodePreparedForm(prepared);
  if (!form.ok) return form;
  const { convention, tools, script, validators, code, restorable: isRestorable } = form.value;
  const modules = new Map<string, CoreModule>();
  const pages = new Map<CoreModule, number>();
  for (const { name, bytes } of form.value.modules) {
    const module = new coreWasm.Module(bytes);
    modules.set(name, module);
    pages.set(module, maximumPages(bytes));
  }
  const instantiate = evaluate('script', script, code);
  if (!isInstantiate(instantiate)) return err('the prepared script gives no function');
  const table = validators === '' ? {} : evaluate('validators', validators, code);
  if (!isJsonObject(table)) return err('the prepared validators give no object');
  const validator = (tool: string, of: 'input' | 'output'): Validate | undefined => {
    const entry: unknown = Object.hasOwn(table, tool) ? table[tool] : undefined;
    const validate: unknown = isJsonObject(entry) ? entry[of] : undefined;
    return isValidate(validate) ? validate : undefined;
  };
  limitMemory(load.maxMemoryPages);
  const byName = new Map(tools.map((tool) => [tool.tool, tool]));
  return ok({ load, convention, tools: byName, instantiate, isRestorable, modules, pages, validator });
}

function isInstantiate(value: unknown): value is Instantiate {
  return typeof value === 'function';
}

function isValidate(value: unknown): value is Validate {
  return typeof value === 'function';
}
