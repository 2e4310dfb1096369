import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

import { createSigstoreVerifier, describeRoot, readRoot } from '../../src/index.ts';
import { digestOf } from '../verify/ground.ts';

const containing = (text: string): unknown => expect.stringContaining(text);

const folder = mkdtempSync(join(tmpdir(), 'kami-root-'));
const pinned = fileURLToPath(new URL('../../root/trusted_root.json', import.meta.url));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('readRoot', () => {
  it('reads the pinned root of the public deployment, with authorities and logs that are in use', async () => {
    const root = await readRoot({ own: join(folder, 'absent'), pinned });
    if (!root.ok) throw new Error(root.error.message);
    const open = describeRoot(root.value).filter(({ until }) => until === undefined);
    expect(new Set(open.map(({ kind }) => kind))).toEqual(
      new Set(['certificates', 'log', 'certificate log', 'timestamps']),
    );
    expect(open.map(({ address }) => address)).toContain('https://fulcio.sigstore.dev');
  });

  it('never falls back from one of the home that is damaged', async () => {
    const own = join(folder, 'own.json');
    writeFileSync(own, '{}');
    expect(await readRoot({ own, pinned })).toMatchObject({
      ok: false,
      error: { code: 'KAMI_STORE_CORRUPT', hint: containing('kami trust reset') },
    });
    expect((await readRoot({ own: folder, pinned })).ok).toBe(false);
    const bytes = Buffer.from('x');
    const verified = createSigstoreVerifier({ own, pinned }).verify(
      { subject: { digest: digestOf(bytes), bytes }, attachments: [] },
      [],
    );
    expect(await verified).toMatchObject({ ok: false, error: { code: 'KAMI_STORE_CORRUPT' } });
  });
});
