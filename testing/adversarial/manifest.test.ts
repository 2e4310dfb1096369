import { copyFileSync, symlinkSync, writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';

import { guestPath } from '../guests/index.ts';
import { makeManifestGround, type ManifestGround } from './manifest-ground.ts';

let ground: ManifestGround;

beforeAll(async () => {
  ground = await makeManifestGround();
});

afterEach(() => ground.expectUnchanged());

afterAll(() => {
  ground[Symbol.dispose]();
});

const tool = (wasm = 'guest.wasm'): string =>
  `[tool]\nid = "test.bad"\nname = "bad"\nversion = "1.0.0"\nwasm = "${wasm}"\n`;

/** Each of these texts is refused at its line and field. */
async function expectEach(
  name: string,
  manifests: readonly (readonly [text: string, place: string, field: string])[],
): Promise<void> {
  for (const [index, [text, place, field]] of manifests.entries())
    await ground.expectRefused(ground.withManifest(`${name}-${index}`, text), [`tool.toml:${place}`, field]);
}

describe('a manifest', () => {
  it('case 82: of bad TOML, or with a key twice, is refused with its line', async () => {
    await expectEach('toml', [
      [`${tool()}kami = `, '6', 'TOML'],
      ['[tool]\nid = "test.bad\n', '2', 'TOML'],
      [`${tool()}id = "test.good"`, '6', 'id'],
      [`${tool()}[mcp]\n[tool]`, '7', 'tool'],
    ]);
  });

  it('case 83: with keys of the object prototype is refused with line and field', async () => {
    await expectEach('prototype', [
      [`${tool()}[__proto__]\nfs_access = "sandbox"`, '6', '__proto__'],
      [`${tool()}[security.constructor]\nfs_access = "sandbox"`, '6', 'security.constructor'],
      [`${tool()}__proto__ = { kami = ">=0.1" }`, '6', 'tool.__proto__'],
    ]);
  });

  it('case 84: whose component is outside of its folder, by name or by a link, is refused', async () => {
    copyFileSync(guestPath('state'), join(ground.folder('outside'), 'guest.wasm'));
    await expectEach('path', [
      [tool('../outside/guest.wasm'), '5', 'tool.wasm'],
      [tool('a/../../outside/guest.wasm'), '5', 'tool.wasm'],
      [tool(join(ground.folder('outside'), 'guest.wasm')), '5', 'tool.wasm'],
    ]);
    const linked = ground.withManifest('linked', tool('link.wasm'));
    symlinkSync('../outside/guest.wasm', join(linked, 'link.wasm'));
    await ground.expectRefused(linked, ['link.wasm']);
    const through = ground.withManifest('through', tool('sub/guest.wasm'));
    symlinkSync('../outside', join(through, 'sub'));
    await ground.expectRefused(through, ['sub/guest.wasm']);
  });

  it('case 85: with a limit that is no number of its range is refused with line and field', async () => {
    for (const value of ['inf', 'nan', '-1', '0', '"64"', '1e9']) {
      const text = `${tool()}[security]\nmax_memory_mb = ${value}\n`;
      await expectEach(`limit-${value.replaceAll('"', '')}`, [[text, '7', 'security.max_memory_mb']]);
    }
  });

  it('case 86: of 5 MB, or of 20,000 levels, is refused at once', async () => {
    const huge = ground.withManifest('huge', `${tool()}# ${'x'.repeat(5_000_000)}`);
    await ground.expectRefused(huge, ['tool.toml', 'larger than 1048576 bytes']);
    await expectEach('size', [
      [`${tool()}[security]\nenv = ${'['.repeat(20_000)}${']'.repeat(20_000)}`, '7', ''],
      [`${tool()}[security]\n${'a.'.repeat(20_000)}a = 1`, '7', 'security.a'],
    ]);
  });

  it('case 87: with values of other types is refused with line and field', async () => {
    await expectEach('types', [
      ['tool = 1', '1', 'tool'],
      [tool().replace('"bad"', '["bad"]'), '3', 'tool.name'],
      [`${tool()}[mcp]\ndescription = 1979-05-27`, '7', 'mcp.description'],
      [`${tool()}[security]\nfs_access = true`, '7', 'security.fs_access'],
      [`${tool()}[security]\nnet_allow_list = [1]`, '7', 'security.net_allow_list[0]'],
    ]);
  });

  it('case 88: whose description hides something, or has 1 MB, is refused without being repeated', async () => {
    const described = (text: string): string => `${tool()}[mcp]\ndescription = "${text}"\n`;
    await expectEach('description', [
      [described('a\\u001b[31mred\\u001b[2J'), '7', 'mcp.description'],
      [described('a\\U000E0041\\U000E0042'), '7', 'mcp.description'],
      [described('a\u{e0041}\u{e0042}'), '7', 'mcp.description'],
      [described('a\\u202Eb'), '7', 'mcp.description'],
      [described('a'.repeat(1_000_000)), '7', 'mcp.description'],
    ]);
  });

  it('case 89: of a core module, a cut component or an unknown import is refused, and says which', async () => {
    const broken = ground.withManifest('broken', tool());
    const put = (bytes: Uint8Array): void => {
      writeFileSync(join(broken, 'guest.wasm'), bytes);
    };
    put(readFileSync(guestPath('core-module')));
    await ground.expectRefused(broken, ['core module']);
    const whole = readFileSync(guestPath('echo'));
    for (const length of [0, 400]) {
      put(whole.subarray(0, length));
      await ground.expectRefused(broken, ['component']);
    }
    put(readFileSync(guestPath('unknown-import')));
    await ground.expectRefused(broken, ['acme:thing/stuff']);
  });
});
