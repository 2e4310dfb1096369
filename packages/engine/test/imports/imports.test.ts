import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  checkImports,
  findOfferedImport,
  importedCapabilities,
  OFFERED_IMPORTS,
  provenFacts,
} from '@kami/engine';

function used(...names: string[]): { usedImports: string[] } {
  return { usedImports: names };
}

describe('findOfferedImport', () => {
  it.each([
    'wasi:cli/environment@0.2.0',
    'wasi:cli/terminal-stderr@0.2.12',
    'wasi:clocks/wall-clock@0.2.3',
    'wasi:random/insecure-seed@0.2.6',
    'wasi:io/streams@0.2.0',
    'wasi:filesystem/preopens@0.2.1',
    'wasi:http/outgoing-handler@0.2.3',
    'wasi:sockets/tcp@0.2.0',
    'wasi:config/store@0.2.0-draft',
    'wasi:config/store@0.2.0-rc.1',
    'kami:host/log@0.1.0',
    'kami:host/http@0.1.9',
    'kami:tool/types@0.1.0',
  ])('offers %s', (name) => {
    expect(findOfferedImport(name)?.name).toBe(name.split('@')[0]);
  });

  it.each([
    'wasi:cli/environment@0.3.0',
    'wasi:cli/environment@0.2.0-rc-2023-11-10',
    'wasi:cli/environment',
    'wasi:cli/run@0.2.0',
    'wasi:http/incoming-handler@0.2.0',
    'wasi:config/store@0.3.0-draft',
    'kami:host/log@0.2.0',
    'kami:tool/tools@0.1.0',
    'wasi:cli/environment@0.2.0@0.2.0',
    'wasi:nn/inference@0.2.0',
    'environment',
    '',
  ])('does not offer %s', (name) => {
    expect(findOfferedImport(name)).toBeUndefined();
  });

  it('offers only what the table has', () => {
    const names = new Set(OFFERED_IMPORTS.map((entry) => entry.name));
    fc.assert(
      fc.property(fc.string(), (text) => {
        const offered = findOfferedImport(text);
        return offered === undefined || names.has(offered.name);
      }),
    );
  });
});

describe('checkImports', () => {
  it('takes what is offered', () => {
    expect(checkImports([{ name: 'wasi:io/poll@0.2.3', kind: 'instance', isUsed: true }])).toEqual({
      ok: true,
      value: undefined,
    });
  });

  it.each([
    ['kami:host/teleport@0.1.0', 'kami:host/log@0.1.x'],
    ['wasi:cli/environment@0.3.0', 'wasi:cli/environment@0.2.x'],
    ['wasi:nn/inference@0.2.0', 'wasi:cli@0.2.x'],
    ['acme:db/query@1.0.0', 'kami:host@0.1.x'],
  ])('refuses %s and names what is near', (name, near) => {
    const checked = checkImports([{ name, kind: 'instance', isUsed: false }]);
    expect(checked).toMatchObject({
      ok: false,
      error: { code: 'KAMI_IMPORT_UNKNOWN', data: { import: name } },
    });
    expect(checked.ok ? '' : checked.error.message).toContain(name);
    expect(checked.ok ? '' : checked.error.hint).toContain(near);
  });

  it('refuses functions at the root', () => {
    const checked = checkImports([{ name: 'wasi:io/poll@0.2.3', kind: 'function', isUsed: true }]);
    expect(checked.ok ? '' : checked.error.message).toContain('the function wasi:io/poll@0.2.3');
  });
});

describe('provenFacts', () => {
  it('proves everything of a component without imports', () => {
    expect(provenFacts(used()).map(({ statement }) => statement)).toEqual([
      'cannot reach the network',
      'cannot read or write files',
      'cannot read environment or configuration',
      'cannot read secrets',
      'cannot read a clock',
      'cannot draw random numbers',
    ]);
  });

  it.each([
    ['wasi:http/types@0.2.0', 'network'],
    ['kami:host/http@0.1.0', 'network'],
    ['wasi:sockets/udp@0.2.0', 'network'],
    ['wasi:filesystem/types@0.2.0', 'files'],
    ['kami:host/files@0.1.0', 'files'],
    ['wasi:config/store@0.2.0-draft', 'environment'],
    ['wasi:cli/environment@0.2.0', 'environment'],
    ['kami:host/secrets@0.1.0', 'secrets'],
    ['wasi:clocks/monotonic-clock@0.2.0', 'clock'],
    ['wasi:random/insecure@0.2.0', 'randomness'],
  ])('does not prove what %s allows', (name, capability) => {
    expect(provenFacts(used(name)).map((fact) => fact.capability)).not.toContain(capability);
    expect(importedCapabilities(used(name)).map((entry) => entry.capability)).toEqual([capability]);
  });
});

describe('importedCapabilities', () => {
  it('tells imports that are always denied from those that may be granted', () => {
    expect(importedCapabilities(used('wasi:sockets/tcp@0.2.0'))).toEqual([
      { capability: 'network', imports: ['wasi:sockets/tcp@0.2.0'], isAlwaysDenied: true },
    ]);
    expect(importedCapabilities(used('wasi:sockets/tcp@0.2.0', 'wasi:http/types@0.2.0'))).toMatchObject([
      { isAlwaysDenied: false },
    ]);
    expect(importedCapabilities(used('wasi:io/poll@0.2.0', 'kami:host/log@0.1.0'))).toEqual([]);
  });
});
