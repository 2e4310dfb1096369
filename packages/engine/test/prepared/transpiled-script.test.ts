import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

import { parseTranspiledModule } from '@kami/engine';

const MODULE = `"use components";
export function instantiate(getCoreModule, imports, instantiateCore = (module, importObject) => new WebAssembly.Instance(module, importObject)) {
  const _debugLog = (...args) => {
    if (!globalThis?.process?.env?.JCO_DEBUG) { return; }
    console.debug(...args);
  };
  const module0 = getCoreModule('tool.core.wasm');
  const module1 = getCoreModule('tool.core2.wasm');
  _debugLog('[start]');
  const exports0 = instantiateCore(module1);
  const exports1 = instantiateCore(module1, {});
  return { made: [exports0, exports1], strict: (function () { return this === undefined; })() };
};

export const _util = {

}
`;

describe('parseTranspiledModule', () => {
  it('gives a script whose value is instantiate, in strict mode and without the debug log', () => {
    const parsed = parseTranspiledModule(MODULE);
    if (!parsed.ok) throw new Error(parsed.error.message);
    const instantiate = runInNewContext(parsed.value.script) as (...args: unknown[]) => unknown;
    const result = instantiate(
      (name: string) => name,
      {},
      (name: string) => name,
    );
    expect(result).toMatchObject({ made: ['tool.core2.wasm', 'tool.core2.wasm'], strict: true });
    expect(parsed.value.script).not.toContain('JCO_DEBUG');
  });

  it('takes components whose functions have the names of keywords', () => {
    const source = MODULE.replace("_debugLog('[start]');", 'const text = {\n    export: 1,\nimport: 2,\n};');
    expect(parseTranspiledModule(source).ok).toBe(true);
  });

  it('counts the instances of each core module', () => {
    const parsed = parseTranspiledModule(MODULE);
    expect(parsed.ok && [...parsed.value.instances]).toEqual([
      ['tool.core.wasm', 0],
      ['tool.core2.wasm', 2],
    ]);
  });

  it.each([
    ['the entry is missing', MODULE.replace('export function', 'function'), 'the entry was found 0 times'],
    [
      'the debug log stands twice',
      MODULE.replace(
        '  const module0',
        `${MODULE.slice(MODULE.indexOf('  const _debugLog'), MODULE.indexOf('  const module0'))}  const module0`,
      ),
      'found 2 times',
    ],
    ['something else is imported', `import 'x';\n${MODULE}`, 'left over'],
    ['something else is exported', `${MODULE}export { instantiate as x };`, 'left over'],
    [
      'a module is asked for in another way',
      MODULE.replace("_debugLog('[start]')", "getCoreModule('x' + 1)"),
      'another way',
    ],
    [
      'an unknown module is instantiated',
      MODULE.replace('instantiateCore(module1, {})', 'instantiateCore(module7)'),
      'unknown core module',
    ],
  ])('refuses a module when %s', (_what, source, message) => {
    const parsed = parseTranspiledModule(source);
    expect(parsed.ok ? '' : parsed.error.message).toContain(message);
  });
});
