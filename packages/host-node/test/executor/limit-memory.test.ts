import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const MODULE = new URL('../../src/executor/limit-memory.ts', import.meta.url).href;

describe('limitMemory', () => {
  it('bounds memories of the process, those there are and new ones', () => {
    const program = `
      import { limitMemory } from ${JSON.stringify(MODULE)};
      const memory = new WebAssembly.Memory({ initial: 1, maximum: 1000 });
      limitMemory(100);
      const tried = [() => memory.grow(99), () => memory.grow(1), () => new WebAssembly.Memory({ initial: 101 })];
      console.log(JSON.stringify(tried.map((attempt) => { try { attempt(); return true; } catch { return false; } })));`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
    });
    expect(JSON.parse(output)).toEqual([true, false, false]);
  });
});
