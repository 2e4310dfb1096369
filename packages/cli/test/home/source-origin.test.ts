import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

import { sourceOrigin } from '../../src/home/source-origin.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'kami-origin-')));
mkdirSync(join(folder, 'tool'));
symlinkSync(join(folder, 'tool'), join(folder, 'link'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('sourceOrigin', () => {
  it('is one for every way of naming a place', () => {
    const names = ['tool', 'link', 'tool/../tool', 'tool/tool.toml', 'tool/'].map(
      (name) => `${folder}/${name}`,
    );
    expect(new Set(names.map(sourceOrigin))).toEqual(new Set([join(folder, 'tool')]));
  });

  it('is absolute for what is not there, and an address normalised', () => {
    expect(sourceOrigin(join(folder, 'none', '..', 'x'))).toBe(join(folder, 'x'));
    expect(sourceOrigin('OCI://GHCR.io/acme/x')).toBe('oci://ghcr.io/acme/x');
  });
});
