import { describe, expect, it } from 'vitest';
import { closedDoors, unusedRequests, usedDoors } from '../../src/build/used-doors.ts';
import { uniteAsked } from '../../src/describe/asked.ts';

const asked = uniteAsked([
  { requests: { net: ['a.example'], files: 'sandbox', config: ['K'], secretsRead: ['S'] } },
]);
const nothing = uniteAsked([]);
const bundled = {
  code: '',
  sourceMap: '',
  folder: import.meta.dirname,
  warnings: [],
  output: { imports: [], exports: [], inputs: { 'used-doors.test.ts': { bytesInOutput: 1 } }, bytes: 1 },
};

describe('usedDoors', () => {
  it.each([
    ['run:(a,c)=>c.fetch("x")', ['fetch']],
    ['run:(a,{fetch})=>fetch("x")', ['fetch']],
    ['run:(a,{log,files:f})=>f', ['files']],
    ['run:(a,{config,secrets})=>1', ['config', 'secrets']],
    ['requests:{net:["a"],files:"sandbox",config:["K"],secretsRead:["S"]},run:()=>1', []],
  ])('finds in %s the doors %j', (code, doors) => {
    expect(usedDoors(code, asked)).toEqual(doors);
    expect(usedDoors(code, nothing)).toEqual([]);
  });
});

describe('unusedRequests', () => {
  it('names what was asked for in vain', () => {
    expect(unusedRequests(asked, ['kami:host/http@0.1.0', 'kami:host/files@0.1.0'])).toEqual([
      '"requests" has config, and nothing uses context.config',
      '"requests" has secretsRead, and nothing uses context.secrets',
    ]);
  });
});

describe('closedDoors', () => {
  it('names the module that uses what nobody asked for', async () => {
    const imports = ['kami:host/http@0.1.0'];
    expect(await closedDoors(imports, asked, bundled)).toBeUndefined();
    expect(await closedDoors(imports, nothing, bundled)).toMatchObject({
      error: {
        problems: [
          {
            message: 'this uses fetch, and no definition asks for it: add requests: { net: ["HOST"] }',
            position: { file: 'used-doors.test.ts', line: 19, column: 20 },
            sourceLine: `    ['run:(a,c)=>c.fetch("x")', ['fetch']],`,
          },
        ],
      },
    });
  });
});
