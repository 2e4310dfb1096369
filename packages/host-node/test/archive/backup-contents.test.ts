import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/component-store/sha256.ts';
import { formatContents, isArchivedPath, parseContents } from '../../src/archive/backup-contents.ts';

const digest = sha256(new Uint8Array());

describe('isArchivedPath', () => {
  it.each([
    ['kami.db', true],
    [`store/sha256/${digest}/component.wasm`, true],
    ['secrets/API_KEY.json', true],
    ['secrets/../kami.db', false],
    ['secrets/..json', false],
    [`store/sha256/${digest}/../../../x`, false],
    [`store/sha256/${digest}/.x`, false],
    ['../kami.db', false],
    ['/kami.db', false],
    ['config.toml', false],
    ['data/dev.example.x/a', false],
  ])('%s: %s', (path, is) => {
    expect(isArchivedPath(path)).toBe(is);
  });
});

describe('parseContents', () => {
  it('reads back what was written', () => {
    const contents = {
      kami: '0.1.0',
      madeAt: '2026-11-21T00:00:00.000000Z',
      files: [{ path: 'kami.db', size: 1, digest }],
    };
    expect(parseContents(formatContents(contents))).toEqual(contents);
  });

  it.each([
    [
      'a component under the digest of another',
      { path: `store/sha256/${'b'.repeat(64)}/component.wasm` },
      {},
    ],
    ['a time that draws on the terminal', {}, { madeAt: '2026\u001b[2J' }],
    ['a version that does', {}, { kami: '0.1.0\u001b]0;x\u0007' }],
  ])('takes no %s', (_what, file, change) => {
    const whole = { kami: '0.1.0', madeAt: '2026-11-21T00:00:00Z' };
    const listed = { path: `store/sha256/${digest}/component.wasm`, size: 0, digest };
    expect(parseContents(formatContents({ ...whole, files: [listed] }))).toBeDefined();
    expect(
      parseContents(formatContents({ ...whole, ...change, files: [{ ...listed, ...file }] })),
    ).toBeUndefined();
  });

  it('takes any text without a throw, and only lists of its form', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => parseContents(text) === undefined));
    const format = '"format":"kami-backup/1","kami":"0.1.0","madeAt":"2026-11-21T00:00:00Z"';
    for (const files of ['{}', '[1]', '[{"path":"../x","size":1,"sha256":"x"}]', '[{"path":"kami.db"}]'])
      expect(parseContents(`{${format},"files":${files}}`), files).toBeUndefined();
  });
});
