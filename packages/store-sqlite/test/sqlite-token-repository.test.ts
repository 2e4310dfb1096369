import { describe, expect, it } from 'vitest';
import { sampleToken } from '../../registry/test/access/sample-token.ts';
import { valueOf } from '../../registry/test/sample-tool.ts';
import { openHome, temporaryHome } from './temporary-home.ts';

describe('two open homes over one database', () => {
  it('see each other’s tokens, and the catalogue is as it was', async () => {
    using folder = temporaryHome();
    await using one = await openHome(folder.path);
    await using other = await openHome(folder.path);
    const before = valueOf(await other.tools.revision());
    valueOf(await one.tokens.create(sampleToken(), []));
    expect(valueOf(await other.tokens.find(sampleToken().id))).toEqual(sampleToken());
    valueOf(await other.tokens.revoke(sampleToken().id, '2026-12-01T00:00:00.000000Z', []));
    expect(valueOf(await one.tokens.find(sampleToken().id))?.revokedAt).toBeDefined();
    expect(valueOf(await other.tools.revision())).toBe(before);
  });
});
