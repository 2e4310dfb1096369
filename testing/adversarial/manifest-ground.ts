import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'vitest';

import { readHomeState } from '../e2e/home-state.ts';
import { makeTestHome, type TestHome } from '../e2e/kami.ts';
import { guestPath } from '../guests/index.ts';

/** A home with one tool, and folders beside it that the real command is told to install. */
export interface ManifestGround extends Disposable {
  readonly home: TestHome;
  /** A folder beside the home; what stands in it is made by the test. */
  folder(name: string): string;
  /** A folder with this manifest and the guest `echo`, as `guest.wasm`. */
  withManifest(name: string, text: string): string;
  /**
   * Installs a source: exit code 2, and these words in one short message without a stack and without a character that a
   * terminal acts on.
   */
  expectRefused(source: string, words: readonly string[]): Promise<void>;
  /** Whether the home is as it was before anything was refused. */
  expectUnchanged(): Promise<void>;
}

/** Characters of a refusal: whatever a manifest holds, its reader sees what is wrong with it and not a wall of text. */
const MAX_REFUSAL = 1000;

/** Text with line ends and without controls, format characters or private ones. */
const PLAIN = /^(?:[^\p{Cc}\p{Cf}\p{Co}]|\n)*$/u;

/** Makes a ground, and installs its tool. */
export async function makeManifestGround(): Promise<ManifestGround> {
  const home = makeTestHome({ lends: false });
  await home.must(['install', guestPath('echo')]);
  const before = await readHomeState(home);
  const folder = (name: string): string => {
    const path = join(home.path, '..', name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  return {
    home,
    folder,
    withManifest(name, text) {
      const path = folder(name);
      writeFileSync(join(path, 'tool.toml'), text);
      copyFileSync(guestPath('echo'), join(path, 'guest.wasm'));
      return path;
    },
    async expectRefused(source, words) {
      const { code, stdout, stderr } = await home.run(['install', source, '--yes']);
      expect({ code, stdout }, stderr.slice(0, MAX_REFUSAL)).toEqual({ code: 2, stdout: '' });
      for (const word of words) expect(stderr).toContain(word);
      expect(stderr).not.toMatch(/\n\s+at /u);
      expect(stderr.length).toBeLessThan(MAX_REFUSAL);
      expect(stderr).toMatch(PLAIN);
    },
    async expectUnchanged() {
      expect(await readHomeState(home)).toEqual(before);
    },
    [Symbol.dispose]: () => {
      home[Symbol.dispose]();
    },
  };
}
