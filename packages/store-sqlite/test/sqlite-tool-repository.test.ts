import { describe, expect, it } from 'vitest';
import { sampleTool, valueOf } from '../../registry/test/sample-tool.ts';
import { openHome, temporaryHome } from './temporary-home.ts';

describe('two open homes over one database', () => {
  it('see each other: a tool found before is found changed, and the revision tells', async () => {
    using folder = temporaryHome();
    await using one = await openHome(folder.path);
    await using other = await openHome(folder.path);
    expect(valueOf(await other.tools.find({ nameOrId: 'notes' }))).toBeUndefined();
    const before = valueOf(await other.tools.revision());
    valueOf(await one.tools.install(sampleTool(), []));
    expect(valueOf(await other.tools.find({ nameOrId: 'notes' }))?.version).toBe('1.0.0');
    valueOf(await one.tools.install(sampleTool({ version: '2.0.0', digest: 'b' }), []));
    expect(valueOf(await other.tools.find({ nameOrId: 'notes' }))?.version).toBe('2.0.0');
    expect(valueOf(await other.tools.revision())).toBe(before + 2);
  });
});
