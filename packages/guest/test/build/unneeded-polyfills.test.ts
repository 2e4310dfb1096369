import { describe, expect, it } from 'vitest';
import { bundleTool } from '../../src/build/bundle.ts';
import { fixturePath } from '../component/load-component.ts';

async function codeOf(fixture: string): Promise<string> {
  const bundle = await bundleTool(fixturePath(fixture));
  return bundle.ok ? bundle.value.code : '';
}

describe('unneededPolyfills', () => {
  it('leaves the tables of old encodings out where only UTF-8 is used', async () => {
    const code = await codeOf('reads-text');
    expect(/well-formed utf8/.test(code)).toBe(true);
    expect(/koi8/.test(code)).toBe(false);
  });

  it('keeps them where a tool decodes text itself', async () => {
    expect(/koi8/.test(await codeOf('decodes-text'))).toBe(true);
  });
});
