import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findTestHome } from '../../src/home/test-home.ts';
import { trimStore } from '../../src/home/trim-store.ts';

describe('findTestHome', () => {
  it('is the named folder, else one of the platform’s caches, and never the user’s home of tools', () => {
    expect(findTestHome({ KAMI_TEST_CACHE: '/c', KAMI_HOME: '/h' }, 'linux')).toBe('/c');
    expect(findTestHome({ XDG_CACHE_HOME: '/x', KAMI_HOME: '/h' }, 'linux')).toBe('/x/kami/tests');
    expect(findTestHome({ XDG_CACHE_HOME: 'relative' }, 'linux')).toMatch(/\.cache\/kami\/tests$/u);
    expect(findTestHome({}, 'darwin')).toMatch(/Library\/Caches\/kami\/tests$/u);
    expect(findTestHome({ LOCALAPPDATA: '/l' }, 'win32')).toBe('/l/kami/tests');
  });
});

describe('trimStore', () => {
  it('keeps the components that came last, and minds no store that is not there', async () => {
    const store = mkdtempSync(join(tmpdir(), 'kami-store-'));
    for (const [age, name] of ['new', 'newer', 'old', 'oldest'].entries()) {
      mkdirSync(join(store, 'sha256', name), { recursive: true });
      utimesSync(join(store, 'sha256', name), 1000 - age, 1000 - age);
    }
    await trimStore(store, 2);
    expect(readdirSync(join(store, 'sha256')).toSorted()).toEqual(['new', 'newer']);
    rmSync(store, { recursive: true });
    await expect(trimStore(store, 2)).resolves.toBeUndefined();
  });
});
