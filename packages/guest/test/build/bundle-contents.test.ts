import { describe, expect, it } from 'vitest';
import { bundleContents } from '../../src/build/bundle-contents.ts';
import { runtimeFile } from '../../src/build/runtime-files.ts';

describe('bundleContents', () => {
  it('sums up by who wrote a module, the largest first', () => {
    const modules = {
      'tool.ts': 10,
      '../lib/other.ts': 5,
      '../node_modules/.pnpm/zod@4/node_modules/zod/v4/core/core.js': 100,
      '../node_modules/@scope/name/index.js': 7,
      [runtimeFile('runtime/serve')]: 50,
      'empty.ts': 0,
    };
    expect(bundleContents(modules, '/project/src')).toEqual([
      { name: 'zod', bytes: 100 },
      { name: '@kami/guest', bytes: 50 },
      { name: 'your code', bytes: 15 },
      { name: '@scope/name', bytes: 7 },
    ]);
  });
});
