import { describe, expect, it } from 'vitest';
import { thrownByTool } from '../../src/building/thrown-by-tool.ts';

const frames = (stack: unknown): readonly string[] | undefined =>
  thrownByTool('no', JSON.stringify({ stack }), (text) => text)?.frames;

describe('thrownByTool', () => {
  it('keeps the frames of the author, of either engine', () => {
    const quickjs = [
      '    at inner (src/tool.ts:7:34)',
      '    at next (native)',
      '    at fulfilled (/bundle.js:1:260)',
      '    at settle (node_modules/@kami/guest/dist/runtime/settle.js:44:13)',
      '    at <anonymous> (/home/a/shared/b.ts:1:2)',
    ];
    expect(frames(quickjs.join('\n'))).toEqual([
      'at inner (src/tool.ts:7:34)',
      'at <anonymous> (/home/a/shared/b.ts:1:2)',
    ]);
    expect(frames('inner@src/tool.ts:7:34\n@src/tool.ts:9:1\nrun@/work/node_modules/a/b.js:1:1\n')).toEqual([
      'at inner (src/tool.ts:7:34)',
      'at src/tool.ts:9:1',
    ]);
  });

  it('keeps the first of many', () => {
    expect(frames('at f (src/tool.ts:1:1)\n'.repeat(10_000))).toHaveLength(8);
  });

  it('takes nothing else for a throw', () => {
    expect(frames(7)).toBeUndefined();
    expect(frames('at next (native)')).toBeUndefined();
    expect(thrownByTool('no', undefined, (text) => text)).toBeUndefined();
    expect(thrownByTool('no', 'no JSON', (text) => text)).toBeUndefined();
    expect(thrownByTool('no', 'null', (text) => text)).toBeUndefined();
  });
});
