import { describe, expect, it } from 'vitest';

import { describeTools, MAX_INSTRUCTIONS } from '../../src/server/describe-tools.ts';
import { createMemoryToolHost } from '../memory-tool-host.ts';

describe('describeTools', () => {
  it('says the names behind the instructions', async () => {
    const text = await describeTools(createMemoryToolHost(), 'stdio', 'Be kind.');
    expect(text).toMatch(/^Be kind\.\nThere are 9 tools: chatty, defect, denied, .*sum\.$/u);
    expect(text).not.toContain('Does');
  });

  it('stays bounded however many tools there are, and says how many are left out', async () => {
    const host = createMemoryToolHost();
    for (let index = 100; index < 500; index += 1) host.add(`tool-with-a-long-name-${index}`);
    const text = (await describeTools(host, 'stdio', 'x'.repeat(500))) ?? '';
    expect(text.length).toBeLessThanOrEqual(MAX_INSTRUCTIONS);
    expect(text).toMatch(/There are 409 tools: .*, and \d+ more that tools\/list names\.$/u);
    const bare = (await describeTools(host, 'stdio', 'x'.repeat(1990))) ?? '';
    expect(bare).toContain('There are 409 tools: 409 more that tools/list names.');
  });
});
