import {
  definesTags,
  encodePreparedForm,
  ENGINE_VERSION,
  examineComponent,
  exposeState,
  inspectCoreModule,
  limitCoreModule,
  parseTranspiledModule,
  planMemory,
  preparedKey,
  withoutSections,
  type Preparation,
  type PreparedModule,
  type PrepareOptions,
} from '@kami/engine';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';

import { compileCode } from './compile-code.ts';
import { transpile } from './transpile.ts';

const PAGES_PER_MIB = 16;
/** V8 runs them; jco-transpile 0.15 fails on them without a reason (measured). */
const NO_EXCEPTIONS =
  'The component uses exceptions of WebAssembly, which cannot be translated; build it without them (C++: -fno-exceptions).';

/** The part of the WebAssembly JavaScript Interface that is used here; Node's types do not declare it. */
declare const WebAssembly: { readonly validate: (bytes: Uint8Array) => boolean };

/** Decodes, checks, transpiles and limits a component. Errors: as `Preparer.prepare`. */
export async function prepareComponent(
  bytes: Uint8Array,
  { maxMemoryMb }: PrepareOptions,
): Promise<Result<Preparation, KamiError>> {
  const examined = examineComponent(bytes);
  if (!examined.ok) return examined;
  const { component, facts } = examined.value;
  if (component.coreModules.some(({ start, end }) => definesTags(bytes.subarray(start, end))))
    return refuse(NO_EXCEPTIONS);
  const transpiled = await transpile(withoutSections(bytes, component.docsSections));
  if (!transpiled.ok) return transpiled;
  const { module, coreModules, imports } = transpiled.value;
  const known = new Set(facts.imports.map((name) => name.split('@', 1)[0]));
  const hidden = imports.find((name) => !known.has(name));
  if (hidden !== undefined)
    return refuse(`The component imports ${hidden} in a way that was not understood.`);
  const parsed = parseTranspiledModule(module);
  if (!parsed.ok) return parsed;
  const { script, instances } = parsed.value;
  const modules = limitModules(coreModules, instances, maxMemoryMb * PAGES_PER_MIB);
  if (!modules.ok) return modules;
  const exposed = exposeModules(modules.value);
  const code = compileCode({ script, validators: '' });
  if (!code.ok) return code;
  const prepared = encodePreparedForm({
    engine: ENGINE_VERSION,
    convention: facts.convention,
    tools: [],
    modules: exposed ?? modules.value,
    restorable: exposed !== undefined,
    script,
    validators: '',
    code: code.value,
  });
  return ok({ facts, prepared, key: preparedKey(maxMemoryMb, process.versions.node) });
}

function limitModules(
  coreModules: ReadonlyMap<string, Uint8Array>,
  instances: ReadonlyMap<string, number>,
  pages: number,
): Result<readonly PreparedModule[], KamiError> {
  const counted = [];
  for (const [name, bytes] of coreModules) {
    const module = inspectCoreModule(bytes);
    if (!module.ok) return module;
    counted.push({ name, module: module.value, instances: instances.get(name) ?? 0 });
  }
  const plan = planMemory(counted, pages);
  if (!plan.ok) return plan;
  const limited = counted.map(({ name, module }, i) => ({
    name,
    bytes: limitCoreModule(module, plan.value[i] ?? []),
  }));
  const broken = limited.find(({ bytes }) => !WebAssembly.validate(bytes));
  return broken === undefined
    ? ok(limited)
    : refuse('A core module of the component is not valid WebAssembly.');
}

/** The modules with their state exported; nothing when that of one is out of reach. */
function exposeModules(modules: readonly PreparedModule[]): readonly PreparedModule[] | undefined {
  const exposed = modules.flatMap(({ name, bytes }) => {
    const module = exposeState(bytes);
    return module === undefined || !WebAssembly.validate(module) ? [] : [{ name, bytes: module }];
  });
  return exposed.length === modules.length ? exposed : undefined;
}

function refuse(message: string): Result<never, KamiError> {
  return err(kamiError('KAMI_COMPONENT_INVALID', message));
}
