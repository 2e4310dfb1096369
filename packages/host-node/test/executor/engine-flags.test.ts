import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const source = (name: string): string =>
  JSON.stringify(new URL(`../../src/executor/${name}.ts`, import.meta.url).href);

/** What a script prints in a process of its own: flags stay set. */
function printed(script: string): unknown {
  const program = `import { setEngineFlag, setExecutorFlags, unsetExecutorFlags } from ${source('engine-flags')};
    import { codeTag } from ${source('code-tag')};
    ${script}`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }),
  );
}

/** A module whose one function does not return what it says; the name of a section of its own keeps it out of V8's cache. */
const INVALID = '[0,97,115,109,1,0,0,0,1,5,1,96,0,1,127,3,2,1,0,10,4,1,2,0,11,0,2,1,97 + seen.length]';

describe('setExecutorFlags and unsetExecutorFlags', () => {
  it('leave the validation of functions to their first call, and take that back', () => {
    const seen = printed(
      `const seen = [];
      const compile = () => {
        try { new WebAssembly.Module(new Uint8Array(${INVALID})); seen.push(true); } catch { seen.push(false); }
      };
      compile(); setExecutorFlags(); compile(); unsetExecutorFlags(); compile();
      console.log(JSON.stringify(seen));`,
    );
    expect(seen).toEqual([false, true, false]);
  });
});

describe('setEngineFlag', () => {
  it('sets a flag of V8', () => {
    expect(
      printed(`setEngineFlag('--allow-natives-syntax');
        console.log(JSON.stringify(typeof new Function('return %GetOptimizationStatus(() => 1)')()));`),
    ).toBe('number');
  });
});

describe('codeTag', () => {
  it('is of this Node and processor, and another one under other flags', () => {
    const [before, within, after] = printed(
      `const tags = [codeTag()]; setExecutorFlags(); tags.push(codeTag()); unsetExecutorFlags(); tags.push(codeTag());
      console.log(JSON.stringify(tags));`,
    ) as readonly string[];
    expect(before).toMatch(new RegExp(`^${process.version} ${process.arch} \\d+$`, 'u'));
    expect(within).not.toBe(before);
    expect(after).toBe(before);
  });
});
