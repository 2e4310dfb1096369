import type { LoadHeader } from '@kami/protocol';
import { err, isJsonObject, ok, type Convention, type Result } from '@kami/types';
import type { PreparedTool } from '../preparer.ts';
import { decodePreparedForm } from '../prepared/prepared-form.ts';
import { coreWasm, type CoreInstance, type CoreModule } from './core-wasm.ts';
import { maximumPages } from './core-memory.ts';

/** Evaluates JavaScript of a prepared form and gives its value. */
export type Evaluate = (source: string, name: string) => unknown;

/** What jco's generated code exports: makes an instance out of core modules and imports. */
export type Instantiate = (
  getCoreModule: (name: string) => CoreModule,
  imports: object,
  instantiateCore: (module: CoreModule, imports: object) => CoreInstance,
) => unknown;

/** Checks a value against a schema; gives a list of problems, or null. */
export type Validate = (value: unknown) => unknown;

/** A component compiled in this process. */
export interface LoadedComponent {
  readonly load: LoadHeader;
  readonly convention: Convention;
  readonly tools: ReadonlyMap<string, PreparedTool>;
  readonly instantiate: Instantiate;
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
  evaluate: Evaluate,
): Result<LoadedComponent, string> {
  const form = decodePreparedForm(prepared);
  if (!form.ok) return form;
  const { convention, tools, script, validators } = form.value;
  const modules = new Map<string, CoreModule>();
  const pages = new Map<CoreModule, number>();
  for (const { name, bytes } of form.value.modules) {
    const module = new coreWasm.Module(bytes);
    modules.set(name, module);
    pages.set(module, maximumPages(bytes));
  }
  const instantiate = evaluate(script, 'component');
  if (!isInstantiate(instantiate)) return err('the prepared script gives no function');
  const table = validators === '' ? {} : evaluate(validators, 'validators');
  if (!isJsonObject(table)) return err('the prepared validators give no object');
  const validator = (tool: string, of: 'input' | 'output'): Validate | undefined => {
    const entry: unknown = Object.hasOwn(table, tool) ? table[tool] : undefined;
    const validate: unknown = isJsonObject(entry) ? entry[of] : undefined;
    return isValidate(validate) ? validate : undefined;
  };
  const byName = new Map(tools.map((tool) => [tool.tool, tool]));
  return ok({ load, convention, tools: byName, instantiate, modules, pages, validator });
}

function isInstantiate(value: unknown): value is Instantiate {
  return typeof value === 'function';
}

function isValidate(value: unknown): value is Validate {
  return typeof value === 'function';
}
