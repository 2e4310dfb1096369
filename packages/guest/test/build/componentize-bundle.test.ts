import { beforeAll, describe, expect, it } from 'vitest';
import { bundleTool } from '../../src/build/bundle.ts';
import { componentizeBundle } from '../../src/build/componentize-bundle.ts';
import { uniteAsked } from '../../src/describe/asked.ts';
import { fixturePath } from '../component/load-component.ts';
import type { Bundle } from '../../src/build/bundle.ts';

const nothing: Bundle = {
  code: '',
  sourceMap: '',
  folder: '',
  imports: [],
  exports: ['tools'],
  warnings: [],
  usesHttp: false,
  asked: uniteAsked([]),
  modules: {},
};
let smallest = nothing;
beforeAll(async () => {
  const bundle = await bundleTool(fixturePath('smallest'));
  smallest = bundle.ok ? bundle.value : nothing;
});

describe('componentizeBundle', () => {
  it('keeps no copy of the code that only the parser needed', async () => {
    const component = await componentizeBundle({
      ...smallest,
      code: `${smallest.code}\n// ${'left behind '.repeat(20_000)}`,
    });
    const bytes = component.ok ? Buffer.from(component.value) : Buffer.alloc(0);
    expect(bytes.length).toBeGreaterThan(1_000_000);
    expect(bytes.toString('latin1').split('left behind ').length - 1).toBeLessThan(100);
  }, 20_000);
});
